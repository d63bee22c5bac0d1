namespace Toast.Faults.Tests.Support;

/// <summary>Short ways to an engine whose store "main", which the models of these tests name, is the one under test.</summary>
internal static class Engines
{
    public static IToast On(string url, Action<ToastBuilder>? more = null) => Build(builder => builder.AddStore("main", url), more);

    public static IToast On(StorageBackend backend, Action<ToastBuilder>? more = null) => Build(builder => builder.AddStore("main", backend), more);

    /// <summary>An engine whose calls may take as long as a busy machine can stand still, for tests that are about something else.</summary>
    public static IToast Patient(string url, Action<ToastBuilder>? more = null) => On(url, builder =>
    {
        builder.Configure(options => options.OperationTimeout = TimeSpan.FromMinutes(2));
        more?.Invoke(builder);
    });

    private static IToast Build(Action<ToastBuilder> store, Action<ToastBuilder>? more)
    {
        var builder = new ToastBuilder();
        store(builder);
        more?.Invoke(builder);
        return builder.UseDefaultStore("main").Build();
    }
}

namespace Toast.Core.Tests.Verbs;

/// <summary>What tests of the verbs share: a folder of their own, stores in it, and engines that are closed after the test.</summary>
public abstract class VerbTest : IAsyncLifetime
{
    private readonly string folder = Path.Combine(Path.GetTempPath(), "toast-verbs-" + Guid.NewGuid().ToString("N"));
    private readonly List<IToast> engines = [];

    /// <summary>Every kind of store this build has.</summary>
    public static TheoryData<string> AllStores => ["sqlite", "file", "memory"];

    /// <summary>Those that several processes can share.</summary>
    public static TheoryData<string> SharedStores => ["sqlite", "file"];

    protected string Folder => folder;

    public Task InitializeAsync()
    {
        Directory.CreateDirectory(folder);
        return Task.CompletedTask;
    }

    public async Task DisposeAsync()
    {
        foreach (IToast engine in engines)
        {
            await engine.DisposeAsync();
        }

        Directory.Delete(folder, recursive: true);
    }

    /// <summary>The URL of a place of this test.</summary>
    protected string UrlOf(string kind, string name = "main") => kind switch
    {
        "sqlite" => $"sqlite:///{folder}/{name}.db",
        "file" => $"file://{folder}/{name}",
        _ => $"memory://{Path.GetFileName(folder)}-{name}",
    };

    /// <summary>An engine with one store.</summary>
    protected IToast Open(string kind, Action<ToastBuilder>? configure = null) => Open(builder =>
    {
        builder.AddStore("main", UrlOf(kind)).UseDefaultStore("main");
        configure?.Invoke(builder);
    });

    protected IToast Open(StorageBackend backend, Action<ToastBuilder>? configure = null) => Open(builder =>
    {
        builder.AddStore("main", backend).UseDefaultStore("main");
        configure?.Invoke(builder);
    });

    protected IToast Open(Action<ToastBuilder> configure)
    {
        var builder = new ToastBuilder();
        configure(builder);
        IToast toast = builder.Build();
        engines.Add(toast);
        return toast;
    }

    protected static async Task<TException> FailsAsync<TException>(string code, Func<Task> work)
        where TException : ExternalStorageException
    {
        TException error = await Assert.ThrowsAsync<TException>(work);
        Assert.Equal(code, error.Code);
        return error;
    }
}

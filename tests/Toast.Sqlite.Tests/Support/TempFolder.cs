namespace Toast.Sqlite.Tests.Support;

/// <summary>A folder of one test, and the backends it opens there.</summary>
public sealed class TempFolder : IAsyncLifetime
{
    private readonly List<SqliteBackend> opened = [];

    public string Path { get; } = Directory.CreateTempSubdirectory("toast-sqlite-").FullName;

    public string File => System.IO.Path.Combine(Path, "toast.db");

    public static StorageUrl UrlOf(string file, string options = "") => StorageUrl.Parse("sqlite:///" + file + options);

    public async Task<SqliteBackend> OpenAsync(string options = "", TimeProvider? clock = null, string? file = null)
    {
        var backend = new SqliteBackend(UrlOf(file ?? File, options), clock ?? TimeProvider.System);
        await backend.ConnectAsync(default);
        opened.Add(backend);
        return backend;
    }

    public async Task CloseAllAsync()
    {
        foreach (SqliteBackend backend in opened)
        {
            await backend.DisconnectAsync(default);
        }

        opened.Clear();
    }

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        await CloseAllAsync();
        Directory.Delete(Path, recursive: true);
    }
}

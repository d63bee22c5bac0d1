namespace Toast.Tests.Backends.Files;

internal sealed class TemporaryFolder : IDisposable
{
    private readonly string path = System.IO.Path.Combine(System.IO.Path.GetTempPath(), "toast-tests-" + Guid.NewGuid().ToString("N"));

    public string Path => path;

    public StorageUrl Url => StorageUrl.Parse("file://" + path);

    public async Task<FileBackend> OpenAsync(TimeProvider? time = null)
    {
        var backend = new FileBackend(Url, time);
        await backend.ConnectAsync(default);
        return backend;
    }

    public string FileOf(RecordKey key) =>
        System.IO.Path.Combine(path, ClassFolder.NameOf(key.ClassName), key.Id.ToString("D")[^2..], $"{key.Id:D}.json");

    public void Dispose()
    {
        if (Directory.Exists(path))
        {
            Directory.Delete(path, recursive: true);
        }
    }
}

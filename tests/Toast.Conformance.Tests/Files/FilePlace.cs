using Toast.Testing;

namespace Toast.Conformance.Tests.Files;

public sealed class FilePlace : StoragePlace
{
    private readonly string folder = Path.Combine(Path.GetTempPath(), "toast-conformance-" + Guid.NewGuid().ToString("N"));

    public override StorageBackend Open() => new FileBackend(StorageUrl.Parse("file://" + folder));

    public override Task CleanAsync()
    {
        if (Directory.Exists(folder))
        {
            Directory.Delete(folder, recursive: true);
        }

        return Task.CompletedTask;
    }
}

using Toast.Testing;

namespace Toast.Conformance.Tests.FourMethods;

public sealed class FolderOfRecordsPlace : StoragePlace
{
    private readonly string folder = Path.Combine(Path.GetTempPath(), "toast-conformance-" + Guid.NewGuid().ToString("N"));

    public override StorageBackend Open() => new FolderOfRecords(StorageUrl.Parse("folder://" + folder));

    public override Task CleanAsync()
    {
        if (Directory.Exists(folder))
        {
            Directory.Delete(folder, recursive: true);
        }

        return Task.CompletedTask;
    }
}

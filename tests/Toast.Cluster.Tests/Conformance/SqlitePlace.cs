using Toast.Sqlite;
using Toast.Testing;

namespace Toast.Cluster.Tests.Conformance;

public sealed class SqlitePlace : StoragePlace
{
    private readonly string folder = Path.Combine(Path.GetTempPath(), "toast-cluster-" + Guid.NewGuid().ToString("N"));

    public override StorageBackend Open() => new SqliteBackend(StorageUrl.Parse($"sqlite:///{folder}/records.db"));

    public override Task PrepareAsync()
    {
        Directory.CreateDirectory(folder);
        return Task.CompletedTask;
    }

    public override Task CleanAsync()
    {
        Directory.Delete(folder, recursive: true);
        return Task.CompletedTask;
    }
}

using Toast.Postgres;
using Toast.Servers;
using Toast.Testing;

namespace Toast.Conformance.Tests.Postgres;

/// <summary>A table of its own in the shared database.</summary>
public sealed class PostgresPlace : StoragePlace
{
    private readonly string table = "c_" + Guid.NewGuid().ToString("N");
    private string url = "";

    /// <summary>JSONB keeps values, not bytes.</summary>
    public override bool KeepsBytes => false;

    public override StorageBackend Open() => PostgresBackend.Open(StorageUrl.Parse(url));

    public override async Task PrepareAsync()
    {
        try
        {
            url = $"{await SharedServers.PostgresUrlAsync()}?table={table}&max_pool_size=5&connect_timeout=60";
        }
        catch (ServerUnavailableException absent)
        {
            Skip.If(true, absent.Message);
        }
    }
}

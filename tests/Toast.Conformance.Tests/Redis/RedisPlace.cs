using Toast.Redis;
using Toast.Servers;
using Toast.Testing;

namespace Toast.Conformance.Tests.Redis;

/// <summary>A prefix of its own on the shared server.</summary>
public class RedisPlace : StoragePlace
{
    private readonly string prefix = "c:" + Guid.NewGuid().ToString("N");
    private string url = "";

    public override StorageBackend Open() => RedisBackend.Open(StorageUrl.Parse(url));

    public override async Task PrepareAsync()
    {
        try
        {
            url = $"{await FindServerAsync()}?prefix={prefix}&connect_timeout=60";
        }
        catch (ServerUnavailableException absent)
        {
            Skip.If(true, absent.Message);
        }
    }

    protected virtual Task<string> FindServerAsync() => SharedServers.RedisUrlAsync();
}

using Toast.Conformance.Tests.Redis;
using Toast.Servers;

namespace Toast.Conformance.Tests.RedisCluster;

/// <summary>A prefix of its own on the shared cluster of three masters.</summary>
public sealed class RedisClusterPlace : RedisPlace
{
    protected override Task<string> FindServerAsync() => SharedServers.RedisClusterUrlAsync();
}

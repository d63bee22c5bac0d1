using Toast.Servers;

namespace Toast.Grains.Tests.Places;

/// <summary>A prefix of its own on the shared server.</summary>
public sealed class RedisStates : StatePlace
{
    protected override async Task<string> MakeAsync() => $"{await SharedServers.RedisUrlAsync()}?prefix=s:{Guid.NewGuid():N}";
}

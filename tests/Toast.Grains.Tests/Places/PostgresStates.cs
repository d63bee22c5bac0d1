using Toast.Servers;

namespace Toast.Grains.Tests.Places;

/// <summary>A table of its own in the shared database.</summary>
public sealed class PostgresStates : StatePlace
{
    protected override async Task<string> MakeAsync() => $"{await SharedServers.PostgresUrlAsync()}?table=s_{Guid.NewGuid():N}&max_pool_size=5";
}

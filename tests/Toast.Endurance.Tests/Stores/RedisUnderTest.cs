using Toast.Servers;

namespace Toast.Endurance.Tests.Stores;

/// <summary>Records in a Redis server of one's own, which writes every command to disk before it acknowledges it.</summary>
internal sealed class RedisUnderTest : StoreUnderTest
{
    private static readonly Dictionary<string, string> Durable = new() { ["appendonly"] = "yes", ["appendfsync"] = "always" };

    private readonly RedisServer server;

    private RedisUnderTest(RedisServer server)
    {
        this.server = server;
        Faults =
        [
            new Fault("kill", random => Outages.StopAsync(server.StopAsync, server.StartAgainAsync, StopMode.Kill, random)),
            new Fault("fast stop", random => Outages.StopAsync(server.StopAsync, server.StartAgainAsync, StopMode.Fast, random)),
            new Fault("pause", random => Outages.PauseAsync(server.Pause, server.Resume, random)),
            new Fault("cut connections", _ => server.SendAsync("CLIENT", "KILL", "TYPE", "normal", "SKIPME", "yes")),
        ];
    }

    public override string Name => "Redis";

    public override string Url => server.Url();

    public override IReadOnlyList<Fault> Faults { get; }

    public static async Task<RedisUnderTest> StartAsync() => new(await RedisServer.StartAsync(new RedisServerOptions { Settings = Durable }));

    public override Task KillAsync() => Outages.KillAsync(server.StopAsync, server.StartAgainAsync);

    public override ValueTask DisposeAsync() => server.DisposeAsync();
}

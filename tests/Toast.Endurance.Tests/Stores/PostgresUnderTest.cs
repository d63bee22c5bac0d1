using Toast.Servers;

namespace Toast.Endurance.Tests.Stores;

/// <summary>Records in a PostgreSQL server of one's own, which keeps what it acknowledged on disk (its defaults).</summary>
internal sealed class PostgresUnderTest : StoreUnderTest
{
    private readonly PostgresServer server;

    private PostgresUnderTest(PostgresServer server)
    {
        this.server = server;
        Faults =
        [
            new Fault("kill", random => Outages.StopAsync(server.StopAsync, server.StartAgainAsync, StopMode.Kill, random)),
            new Fault("immediate stop", random => Outages.StopAsync(server.StopAsync, server.StartAgainAsync, StopMode.Immediate, random)),
            new Fault("fast stop", random => Outages.StopAsync(server.StopAsync, server.StartAgainAsync, StopMode.Fast, random)),
            new Fault("pause", random => Outages.PauseAsync(server.Pause, server.Resume, random)),
            new Fault("cut connections", _ => server.TerminateConnectionsAsync()),
        ];
    }

    public override string Name => "PostgreSQL";

    public override string Url => server.Url();

    public override IReadOnlyList<Fault> Faults { get; }

    public static async Task<PostgresUnderTest> StartAsync() => new(await PostgresServer.StartAsync());

    public override Task KillAsync() => Outages.KillAsync(server.StopAsync, server.StartAgainAsync);

    public override ValueTask DisposeAsync() => server.DisposeAsync();
}

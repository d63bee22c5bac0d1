using Toast.Servers;
using static Toast.Faults.Tests.Support.Outage;

namespace Toast.Faults.Tests.Postgres;

/// <summary>One server for the tests of a class that do nothing to it as a whole; each of them has a database of its own.</summary>
public sealed class ServerFixture : IAsyncLifetime
{
    private PostgresServer? server;
    private string? absent;

    public PostgresServer Server
    {
        get
        {
            Skip.If(absent is not null, absent);
            return server!;
        }
    }

    public async Task InitializeAsync()
    {
        try
        {
            server = await PostgresServer.StartAsync(new PostgresServerOptions { Password = Password });
        }
        catch (ServerUnavailableException e)
        {
            absent = e.Message;
        }
    }

    public async Task DisposeAsync()
    {
        if (server is not null)
        {
            await server.DisposeAsync();
        }
    }
}

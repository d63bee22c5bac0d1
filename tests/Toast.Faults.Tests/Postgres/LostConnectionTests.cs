using Toast.Faults.Tests.Models;
using Toast.Faults.Tests.Support;
using Toast.Servers;
using static Toast.Faults.Tests.Postgres.PostgresFaults;
using static Toast.Faults.Tests.Support.Outage;

namespace Toast.Faults.Tests.Postgres;

/// <summary>Connections end while the server goes on.</summary>
public sealed class LostConnectionTests
{
    private const int AllConnections = 20;

    [SkippableFact, Trait("Behaviour", "B-311")]
    public async Task B_311_connections_terminated_under_load_lose_nothing_and_no_write_happens_twice()
    {
        await using PostgresServer server = await StartAsync();
        await using IToast toast = New(server.Url());
        Load load = await Load.StartAsync(toast);
        for (int i = 0; i < 10; i++)
        {
            await load.ProceedsAsync();
            await server.TerminateConnectionsAsync();
        }

        await load.ProceedsAsync();
        await load.EndAsync();
    }

    [SkippableTheory, Trait("Behaviour", "B-314")]
    [InlineData("dump")]
    [InlineData("overwrite")]
    [InlineData("update")]
    [InlineData("validate")]
    [InlineData("exists")]
    [InlineData("list")]
    [InlineData("delete")]
    [InlineData("probe")]
    public async Task B_314_connections_killed_while_idle_are_not_seen(string verb)
    {
        await using PostgresServer server = await StartAsync();
        await using IToast toast = New(server.Url());
        ExternalReference kept = await toast.DumpAsync(Note.Numbered(7));
        await OpenAllConnectionsAsync(server, toast);
        await TerminateAsync(server);

        await CallAsync(toast, verb, kept);
    }

    [SkippableTheory, Trait("Behaviour", "B-313"), Trait("Behaviour", "B-125")]
    [InlineData(false)]
    [InlineData(true)]
    public async Task B_313_a_connection_cut_between_write_and_acknowledgement_writes_once(bool again)
    {
        await using PostgresServer server = await StartAsync();
        await using TcpProxy proxy = await TcpProxy.StartAsync(server.Host, server.Port);
        await using IToast toast = New(Url(server, proxy));
        await toast.DumpAsync(Note.Numbered(1));
        var note = Note.Numbered(2);
        if (again)
        {
            // The second of them has the statement prepared, so that what is cut off is the answer to the write itself.
            await toast.DumpAsync(note);
            await toast.DumpAsync(note);
        }

        int version = again ? 3 : 1;
        proxy.DropAnswers();
        Task<ExternalReference> dump = toast.DumpAsync(note);
        await UntilAsync(() => server.QueryAsync<bool>(
            $"SELECT EXISTS (SELECT FROM toast_records WHERE data ->> 'number' = '2' AND version = {version})"));
        proxy.Cut();
        proxy.Pass();
        ExternalReference reference = await dump;

        Assert.Equal(version, (await toast.GetInfoAsync(reference)).Version);
        Assert.True((await toast.ValidateAsync<Note>(reference)).IsWhole());
        Assert.Equal(2, await CountAsync(server));
    }

    private static async Task OpenAllConnectionsAsync(PostgresServer server, IToast toast)
    {
        ExternalReference[] many = await Task.WhenAll(Enumerable.Range(0, 2 * AllConnections).Select(i => toast.DumpAsync(Note.Numbered(i))));
        Task deletes;
        await using (await LockRecordsAsync(server))
        {
            deletes = Task.WhenAll(many.Select(reference => toast.DeleteAsync(reference)));
            await WaitingAsync(server, AllConnections);
        }

        await deletes;
        Assert.Equal(AllConnections, await ConnectionsAsync(server));
    }

    private static async Task CallAsync(IToast toast, string verb, ExternalReference kept)
    {
        switch (verb)
        {
            case "dump":
                ExternalReference reference = await toast.DumpAsync(Note.Numbered(8));
                Assert.Equal(1, (await toast.GetInfoAsync(reference)).Version);
                break;
            case "overwrite":
                await toast.DumpAsync(Note.Numbered(8), kept);
                Assert.Equal(2, (await toast.GetInfoAsync(kept)).Version);
                break;
            case "update":
                await toast.UpdateAsync<Note>(kept, _ => Note.Numbered(8));
                Assert.Equal(2, (await toast.GetInfoAsync(kept)).Version);
                break;
            case "validate":
                Assert.True((await toast.ValidateAsync<Note>(kept)).IsWhole());
                break;
            case "exists":
                Assert.True(await toast.ExistsAsync(kept));
                break;
            case "list":
                Assert.Equal([kept], await toast.ListAsync<Note>().ToListAsync());
                break;
            case "delete":
                Assert.True(await toast.DeleteAsync(kept));
                Assert.False(await toast.ExistsAsync(kept));
                break;
            default:
                Assert.True(Assert.Single(await toast.ProbeAsync()).IsUp);
                break;
        }
    }
}

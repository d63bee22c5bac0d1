using Toast.Faults.Tests.Models;
using Toast.Faults.Tests.Support;
using Toast.Servers;
using static Toast.Faults.Tests.Postgres.PostgresFaults;
using static Toast.Faults.Tests.Support.Outage;

namespace Toast.Faults.Tests.Postgres;

/// <summary>Servers that only read, and servers that take over.</summary>
public sealed class StandbyTests
{
    [SkippableFact, Trait("Behaviour", "B-308")]
    public async Task B_308_a_standby_serves_loads_refuses_writes_and_takes_them_once_promoted()
    {
        await using PostgresServer primary = await StartAsync();
        await using IToast there = New(primary.Url());
        var note = Note.Numbered(7);
        ExternalReference reference = await there.DumpAsync(note);
        await using PostgresServer standby = await FollowAsync(primary);
        await using IToast toast = New(standby.Url());

        await ReadsOnlyAsync(toast, reference);
        await standby.PromoteAsync();
        await toast.DumpAsync(Note.Numbered(8), reference);
        Assert.Equal(2, (await toast.GetInfoAsync(reference)).Version);
    }

    [SkippableFact, Trait("Behaviour", "B-308")]
    public async Task B_308_a_server_set_to_read_only_serves_loads_and_refuses_writes()
    {
        await using PostgresServer server = await StartAsync();
        await using IToast before = New(server.Url());
        ExternalReference reference = await before.DumpAsync(Note.Numbered(7));
        await server.ExecuteAsync("ALTER SYSTEM SET default_transaction_read_only = on");
        await server.ExecuteAsync("SELECT pg_reload_conf()");
        await UntilAsync(async () => "on" == await server.QueryAsync<string>("SHOW default_transaction_read_only"));
        await using IToast toast = New(server.Url());

        await ReadsOnlyAsync(toast, reference);
    }

    [SkippableFact, Trait("Behaviour", "B-308")]
    public async Task B_308_a_standby_without_the_table_is_read_only_as_well()
    {
        await using PostgresServer primary = await StartAsync();
        await using PostgresServer standby = await FollowAsync(primary);
        await using IToast toast = New(standby.Url());

        await FailsAsync<ExternalStorageException>(ErrorCodes.ReadOnly, 3, () => toast.DumpAsync(Note.Numbered(8)));
        Assert.False(await HasTableAsync(primary));
    }

    [SkippableFact, Trait("Behaviour", "B-311")]
    public async Task B_311_a_fail_over_of_the_address_under_load_loses_nothing()
    {
        await using PostgresServer primary = await StartAsync();
        await using PostgresServer standby = await FollowAsync(primary);
        await using TcpProxy proxy = await TcpProxy.StartAsync(primary.Host, primary.Port);
        await using IToast toast = New(Url(primary, proxy));
        Load load = await Load.StartAsync(toast);
        await load.ProceedsAsync();
        await primary.StopAsync(StopMode.Kill);
        await standby.PromoteAsync();
        proxy.Retarget(standby.Host, standby.Port);
        await RecoversAsync(toast);

        await load.ProceedsAsync();
        await load.EndAsync();
        Assert.Equal(await CountAsync(standby), await toast.ListAsync<Note>().CountAsync());
    }

    [SkippableFact, Trait("Behaviour", "B-311")]
    public async Task B_311_of_several_hosts_in_the_url_the_one_that_takes_writes_is_found_again()
    {
        await using PostgresServer primary = await StartAsync();
        await using PostgresServer standby = await FollowAsync(primary);
        await using IToast toast = New(
            $"postgresql://{primary.User}:{primary.Password}@{standby.Host}:{standby.Port},{primary.Host}:{primary.Port}/postgres");
        Load load = await Load.StartAsync(toast);
        await load.ProceedsAsync();
        await primary.StopAsync(StopMode.Kill);
        await standby.PromoteAsync();
        await RecoversAsync(toast);

        await load.ProceedsAsync();
        await load.EndAsync();
    }

    /// <summary>Starts a standby whose copy every acknowledged write of the primary has reached.</summary>
    private static async Task<PostgresServer> FollowAsync(PostgresServer primary)
    {
        PostgresServer standby = await StartAsync(new PostgresServerOptions { StandbyOf = primary });
        await primary.ExecuteAsync("ALTER SYSTEM SET synchronous_standby_names = '*'");
        await primary.ExecuteAsync("SELECT pg_reload_conf()");
        await UntilAsync(() => primary.QueryAsync<bool>("SELECT EXISTS (SELECT FROM pg_stat_replication WHERE sync_state = 'sync')"));
        return standby;
    }

    private static async Task ReadsOnlyAsync(IToast toast, ExternalReference reference)
    {
        Assert.True((await toast.ValidateAsync<Note>(reference)).IsWhole());
        await FailsAsync<ExternalStorageException>(ErrorCodes.ReadOnly, 3, () => toast.DumpAsync(Note.Numbered(8)));
        await FailsAsync<ExternalStorageException>(ErrorCodes.ReadOnly, 3, () => toast.DumpAsync(Note.Numbered(8), reference));
        await FailsAsync<ExternalStorageException>(ErrorCodes.ReadOnly, 3, () => toast.DeleteAsync(reference));
        Assert.True((await toast.ValidateAsync<Note>(reference)).IsWhole());
        Assert.Equal(1, (await toast.GetInfoAsync(reference)).Version);
    }
}

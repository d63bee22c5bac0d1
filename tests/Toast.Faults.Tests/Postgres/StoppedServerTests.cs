using Toast.Faults.Tests.Models;
using Toast.Faults.Tests.Support;
using Toast.Servers;
using static Toast.Faults.Tests.Postgres.PostgresFaults;
using static Toast.Faults.Tests.Support.Outage;

namespace Toast.Faults.Tests.Postgres;

/// <summary>The server is gone before, during and after calls, and comes back.</summary>
public sealed class StoppedServerTests
{
    [SkippableTheory, Trait("Behaviour", "B-301"), Trait("Behaviour", "B-015")]
    [InlineData(StopMode.Fast)]
    [InlineData(StopMode.Immediate)]
    [InlineData(StopMode.Kill)]
    public async Task B_301_a_server_stopped_before_a_call_is_unreachable_and_the_engine_recovers(StopMode mode)
    {
        await using PostgresServer server = await StartAsync();
        await using IToast toast = New(server.Url());

        // What was acknowledged just before the stop is there afterwards.
        ExternalReference kept = await toast.DumpAsync(Note.Numbered(7));
        await server.StopAsync(mode);
        var note = Note.Numbered(8);

        await FailsAsync<StorageConnectionException>(ErrorCodes.Unreachable, 3, () => toast.ValidateAsync<Note>(kept));
        var failure = await FailsAsync<StorageConnectionException>(ErrorCodes.Unreachable, 3, () => toast.DumpAsync(note));
        Assert.Null(toast.GetReference(note));
        await server.StartAgainAsync();
        await RecoversAsync(toast);

        Assert.Equal(failure.Id, (await toast.DumpAsync(note)).Id);
        Assert.Equal(1, (await toast.GetInfoAsync(toast.GetReference(note)!)).Version);
        Assert.True((await toast.ValidateAsync<Note>(kept)).IsWhole());
        Assert.Equal(1, (await toast.GetInfoAsync(kept)).Version);
    }

    [SkippableTheory, Trait("Behaviour", "B-311"), Trait("Behaviour", "B-125")]
    [InlineData(StopMode.Fast)]
    [InlineData(StopMode.Immediate)]
    [InlineData(StopMode.Kill)]
    public async Task B_311_a_server_stopped_during_a_write_leaves_its_outcome_unknown_and_a_repeat_writes_once(StopMode mode)
    {
        await using PostgresServer server = await StartAsync(With(("max_prepared_transactions", "1")));
        await using IToast toast = New(server.Url());
        ExternalReference kept = await toast.DumpAsync(Note.Numbered(7));
        var note = Note.Numbered(8);

        // A server that stops ends its sessions one by one: a lock that one of them held would be the write's before its own turn came.
        await LockRecordsPastStopAsync(server);
        Task dump = toast.DumpAsync(note);
        await WaitingAsync(server, 1);
        await server.StopAsync(mode);
        var failure = await FailsAsync<StorageConnectionException>(ErrorCodes.Unreachable, 3, () => dump);
        Assert.True(failure.OutcomeUnknown);

        await server.StartAgainAsync();
        await UnlockRecordsAsync(server);
        await RecoversAsync(toast);
        ExternalReference reference = await toast.DumpAsync(note);

        Assert.Equal(1, (await toast.GetInfoAsync(reference)).Version);
        Assert.True((await toast.ValidateAsync<Note>(reference)).IsWhole());
        Assert.True((await toast.ValidateAsync<Note>(kept)).IsWhole());
    }

    [SkippableFact, Trait("Behaviour", "B-318"), Trait("Behaviour", "B-301")]
    public async Task B_318_a_server_that_is_down_when_the_host_starts_is_prepared_at_the_first_contact()
    {
        await using PostgresServer server = await StartAsync();
        await server.StopAsync(StopMode.Fast);
        await using IToast toast = New(server.Url());

        Assert.False(Assert.Single(await toast.ProbeAsync()).IsUp);
        var failure = await FailsAsync<StorageConnectionException>(ErrorCodes.Unreachable, 3, () => toast.DumpAsync(Note.Numbered(1)));
        Assert.False(failure.OutcomeUnknown);
        await server.StartAgainAsync();
        Assert.False(await HasTableAsync(server));
        await RecoversAsync(toast);

        Assert.True(await HasTableAsync(server));
        Assert.True(Assert.Single(await toast.ProbeAsync()).IsUp);
    }

    [SkippableTheory, Trait("Behaviour", "B-311")]
    [InlineData(StopMode.Fast)]
    [InlineData(StopMode.Kill)]
    public async Task B_311_a_server_restarted_under_load_loses_nothing_and_no_write_happens_twice(StopMode mode)
    {
        await using PostgresServer server = await StartAsync();
        await using IToast toast = New(server.Url());
        Load load = await Load.StartAsync(toast);
        for (int stop = 1; stop <= 2; stop++)
        {
            await load.ProceedsAsync();
            await server.StopAsync(mode);
            await server.StartAgainAsync();
            await RecoversAsync(toast);
        }

        await load.ProceedsAsync();
        await load.EndAsync();
    }
}

using System.Collections.Concurrent;
using Toast.Faults.Tests.Models;
using Toast.Servers;
using static Toast.Faults.Tests.Redis.RedisFaults;
using static Toast.Faults.Tests.Support.Outage;

namespace Toast.Faults.Tests.Redis;

/// <summary>The server is gone before, between and during calls, and comes back.</summary>
public sealed class StoppedServerTests
{
    [SkippableTheory, Trait("Behaviour", "B-301"), Trait("Behaviour", "B-015")]
    [InlineData(StopMode.Fast)]
    [InlineData(StopMode.Kill)]
    public async Task B_301_calls_to_a_stopped_server_are_unreachable_and_the_engine_recovers(StopMode mode)
    {
        await using RedisServer server = await DurableAsync();
        await using IToast toast = New(server.Url());
        ExternalReference kept = await toast.DumpAsync(Note.Numbered(7));
        var note = Note.Numbered(8);
        await server.StopAsync(mode);

        await FailsAsync<StorageConnectionException>(ErrorCodes.Unreachable, 3, () => toast.ValidateAsync<Note>(kept));
        var failure = await FailsAsync<StorageConnectionException>(ErrorCodes.Unreachable, 3, () => toast.DumpAsync(note));
        Assert.Null(toast.GetReference(note));
        await server.StartAgainAsync();
        await RecoversAsync(toast);

        Assert.Equal(failure.Id, (await toast.DumpAsync(note)).Id);
        Assert.Equal(1, (await toast.GetInfoAsync(toast.GetReference(note)!)).Version);
        Assert.True((await toast.ValidateAsync<Note>(kept)).IsWhole());
    }

    [SkippableFact, Trait("Behaviour", "B-318"), Trait("Behaviour", "B-301")]
    public async Task B_318_a_server_that_is_down_when_the_host_starts_is_used_once_it_is_there()
    {
        await using RedisServer server = await DurableAsync();
        await server.StopAsync(StopMode.Fast);
        await using IToast toast = New(server.Url());

        Assert.False(Assert.Single(await toast.ProbeAsync()).IsUp);
        var failure = await FailsAsync<StorageConnectionException>(ErrorCodes.Unreachable, 3, () => toast.DumpAsync(Note.Numbered(1)));
        Assert.False(failure.OutcomeUnknown);
        await server.StartAgainAsync();
        await RecoversAsync(toast);

        Assert.True(Assert.Single(await toast.ProbeAsync()).IsUp);
    }

    [SkippableFact, Trait("Behaviour", "B-311")]
    public async Task B_311_a_server_killed_under_load_loses_no_acknowledged_dump()
    {
        const int callers = 32;
        await using RedisServer server = await DurableAsync();
        await using IToast toast = New(server.Url());
        var acknowledged = new ConcurrentDictionary<ExternalReference, int>();
        using var stop = new CancellationTokenSource();
        Task[] loads = [.. Enumerable.Range(0, callers).Select(_ => Task.Run(() => LoadAsync(toast, acknowledged, stop.Token)))];
        for (int kill = 1; kill <= 3; kill++)
        {
            int enough = acknowledged.Count + 200;
            await UntilAsync(() => acknowledged.Count >= enough);
            await server.StopAsync(StopMode.Kill);
            await server.StartAgainAsync();
            await RecoversAsync(toast);
        }

        await stop.CancelAsync();
        await Task.WhenAll(loads);
        await server.StopAsync(StopMode.Kill);
        await server.StartAgainAsync();
        await RecoversAsync(toast);
        IReadOnlyList<ValidateResult<Note>> found = await toast.ValidateManyAsync<Note>(acknowledged.Keys);
        Assert.All(found, result => Assert.True(result.Value?.IsWhole() == true && result.Value.Number == acknowledged[result.Reference], $"{result.Reference}: {result.Error}"));
    }

    private static async Task LoadAsync(IToast toast, ConcurrentDictionary<ExternalReference, int> acknowledged, CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            int number = Random.Shared.Next();
            try
            {
                acknowledged[await toast.DumpAsync(Note.Numbered(number), cancellationToken: CancellationToken.None)] = number;
            }
            catch (StorageConnectionException e)
            {
                KeepsSecret(e);

                // A store that is left alone refuses at once; callers that asked again without a pause would only keep the machine busy.
                await Task.Delay(10, CancellationToken.None);
            }
        }
    }
}

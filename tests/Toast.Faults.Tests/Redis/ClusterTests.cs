using System.Globalization;
using Toast.Faults.Tests.Models;
using Toast.Servers;
using static Toast.Faults.Tests.Redis.RedisFaults;
using static Toast.Faults.Tests.Support.Outage;

namespace Toast.Faults.Tests.Redis;

/// <summary>What happens to single nodes of a cluster.</summary>
public sealed class ClusterTests
{
    [SkippableFact, Trait("Behaviour", "B-311")]
    public async Task B_311_a_slot_that_moves_under_load_is_not_seen()
    {
        const int moves = 4;
        Skip.If(
            typeof(StackExchange.Redis.ConnectionMultiplexer).Assembly.GetName().Version!.Major < 2,
            "The older StackExchange.Redis loses answers while a slot moves: such calls end as time-outs.");
        await using RedisCluster cluster = await OrSkipAsync(() => RedisCluster.StartAsync());
        await using IToast toast = New(cluster.Url());
        ExternalReference counter = await toast.DumpAsync(new Note(0, ""));
        using var stop = new CancellationTokenSource();
        Task<int>[] loads = [.. Enumerable.Range(0, 4).Select(_ => Task.Run(() => RaiseAsync(toast, counter, stop.Token)))];
        for (int move = 0; move < moves; move++)
        {
            (int slot, int node) = await cluster.FindAsync(KeyOf(counter));
            await cluster.MoveSlotAsync(slot, node, (node + 1) % cluster.Nodes.Count);
            int enough = (await toast.ValidateAsync<Note>(counter)).Number + 5;
            await UntilAsync(() => toast.ValidateAsync<Note>(counter).GetAwaiter().GetResult().Number >= enough);
        }

        await stop.CancelAsync();
        int raised = (await Task.WhenAll(loads)).Sum();
        Assert.Equal(raised, (await toast.ValidateAsync<Note>(counter)).Number);
        Assert.Equal(raised + 1, (await toast.GetInfoAsync(counter)).Version);
    }

    [SkippableFact, Trait("Behaviour", "B-301"), Trait("Behaviour", "B-311")]
    public async Task B_301_a_node_that_is_down_fails_its_own_records_and_comes_back()
    {
        await using RedisCluster cluster = await OrSkipAsync(() => RedisCluster.StartAsync(
            new Dictionary<string, string> { ["cluster-require-full-coverage"] = "no", ["appendonly"] = "yes", ["appendfsync"] = "always" }));
        await using IToast toast = New(cluster.Url());
        var notes = new List<(ExternalReference Reference, int Node)>();
        for (int i = 0; i < 30; i++)
        {
            ExternalReference reference = await toast.DumpAsync(Note.Numbered(i));
            notes.Add((reference, (await cluster.FindAsync(KeyOf(reference))).Node));
        }

        int down = notes[0].Node;
        await cluster.Nodes[down].StopAsync(StopMode.Kill);
        var failure = await Assert.ThrowsAsync<StorageConnectionException>(() => toast.ValidateAsync<Note>(notes[0].Reference));
        Assert.True(failure.Code is ErrorCodes.Unreachable or ErrorCodes.Busy, $"{failure}");
        foreach ((ExternalReference reference, int _) in notes.Where(note => note.Node != down))
        {
            Assert.True((await toast.ValidateAsync<Note>(reference)).IsWhole());
        }

        await FailsAsync<StorageConnectionException>(ErrorCodes.Unreachable, 12, () => ListAsync(toast));
        await cluster.Nodes[down].StartAgainAsync();
        await UntilAsync(() => IsThere(toast, notes[0].Reference));
        Assert.All(await toast.ValidateManyAsync<Note>(notes.Select(note => note.Reference)), result => Assert.True(result.Value?.IsWhole(), $"{result.Error}"));
    }

    private static string KeyOf(ExternalReference reference) => string.Create(CultureInfo.InvariantCulture, $"toast:{reference.ClassName}:{reference.Id:D}");

    private static bool IsThere(IToast toast, ExternalReference reference)
    {
        try
        {
            return toast.ExistsAsync(reference).GetAwaiter().GetResult();
        }
        catch (StorageConnectionException)
        {
            return false;
        }
    }

    private static async Task ListAsync(IToast toast)
    {
        await foreach (ExternalReference reference in toast.ListAsync<Note>())
        {
            Assert.NotNull(reference);
        }
    }

    private static async Task<int> RaiseAsync(IToast toast, ExternalReference counter, CancellationToken stop)
    {
        int raised = 0;
        for (; !stop.IsCancellationRequested; raised++)
        {
            await toast.UpdateAsync<Note>(counter, note => note with { Number = note.Number + 1 }, cancellationToken: CancellationToken.None);
        }

        return raised;
    }
}

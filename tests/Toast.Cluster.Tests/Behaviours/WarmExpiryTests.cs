using Toast.Cluster.Tests.Models;
using Toast.Cluster.Tests.Support;

namespace Toast.Cluster.Tests.Behaviours;

/// <summary>A grain knows when its record expires.</summary>
public sealed class WarmExpiryTests : OnWatchedStore
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    [Fact, Trait("Behaviour", "B-321")]
    public async Task B_321_a_warm_record_is_gone_when_its_time_is_over()
    {
        ExternalReference reference = await Toast.DumpAsync(new Note { Text = "brief" }, new DumpOptions { TimeToLive = TimeSpan.FromSeconds(2) });
        DateTimeOffset expires = (await Toast.GetInfoAsync(reference)).Expires!.Value;
        using var patience = new CancellationTokenSource(Patience);
        while (await Toast.ExistsAsync(reference))
        {
            await Task.Delay(20, patience.Token);
        }

        Assert.InRange(DateTimeOffset.UtcNow, expires - TimeSpan.FromMilliseconds(1), expires + Patience);
        await Assert.ThrowsAsync<RecordNotFoundException>(() => Toast.ValidateAsync<Note>(reference));
    }

    [Fact, Trait("Behaviour", "B-321"), Trait("Behaviour", "B-508")]
    public async Task B_321_B_508_a_warm_record_that_expires_later_is_answered_without_the_store()
    {
        ExternalReference reference = await Toast.DumpAsync(new Note { Text = "long" }, new DumpOptions { TimeToLive = TimeSpan.FromHours(1) });

        Assert.Equal("long", (await Toast.ValidateAsync<Note>(reference)).Text);
        Assert.Equal(0, Backend.Reads);
    }
}

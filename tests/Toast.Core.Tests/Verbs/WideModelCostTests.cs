using Toast.Core.Tests.Verbs.Models;

namespace Toast.Core.Tests.Verbs;

[Collection(Alone.Name)]
public sealed class WideModelCostTests : VerbTest
{
    [Fact]
    [Trait("Behaviour", "B-021")]
    public async Task B_021_memory_grows_in_step_with_the_members()
    {
        IToast toast = Open("memory");
        long hundred = await AllocatedByRoundTripAsync(toast, 100), thousand = await AllocatedByRoundTripAsync(toast, 1_000);

        // Ten times the members; half as much again for what grows in steps.
        Assert.InRange(thousand, 0, 15 * hundred);
    }

    private static async Task<long> AllocatedByRoundTripAsync(IToast toast, int members)
    {
        object model = WideModels.Make(members);
        long least = long.MaxValue;
        for (int round = 0; round < 50; round++)
        {
            long before = GC.GetTotalAllocatedBytes(precise: true);
            await toast.ValidateAsync<object>(await toast.DumpAsync(model));
            least = Math.Min(least, GC.GetTotalAllocatedBytes(precise: true) - before);
        }

        return least;
    }
}

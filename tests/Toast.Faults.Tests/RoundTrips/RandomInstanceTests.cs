using Toast.Faults.Tests.Models;
using Toast.Faults.Tests.Support;

namespace Toast.Faults.Tests.RoundTrips;

/// <summary>Instances built by chance over all supported types come back equal from each store.</summary>
public sealed class RandomInstanceTests
{
    private const int Batch = 500;

    [Theory, Trait("Behaviour", "B-019")]
    [InlineData(Place.Sqlite, 100_000, 100_000)]
    [InlineData(Place.Memory, 100_000, 100_000)]
    [InlineData(Place.File, 5_000, 100_000)]
    public async Task B_019_randomly_built_instances_restore_to_equal_instances(string kind, int ordinary, int inLongRun)
    {
        int seed = LongRun.Seed();
        var made = new RandomEverything(new Random(seed));
        int count = LongRun.Or(ordinary, inLongRun);
        using var place = new Place(kind);
        await using IToast toast = Engines.On(place.Url);
        for (int done = 0; done < count; done += Batch)
        {
            Everything[] instances = [.. Enumerable.Range(0, Batch).Select(_ => made.Next())];
            IReadOnlyList<DumpResult> dumped = await toast.DumpManyAsync(instances);
            Assert.All(dumped, result => Assert.True(result.Error is null, $"TOAST_SEED={seed}: {result.Error}"));
            ExternalReference[] references = [.. dumped.Select(result => result.Reference!)];
            IReadOnlyList<ValidateResult<Everything>> restored = await toast.ValidateManyAsync<Everything>(references);
            for (int i = 0; i < Batch; i++)
            {
                string? difference = restored[i].Error?.ToString() ?? Difference.Between(instances[i], restored[i].Value);
                Assert.True(difference is null, $"TOAST_SEED={seed}, instance {done + i}: {difference}");
            }

            // What was compared goes, so that the store of the test stays small.
            await Task.WhenAll(references.Select(reference => toast.DeleteAsync(reference)));
        }
    }

    [Fact, Trait("Behaviour", "B-019")]
    public void B_019_the_comparison_sees_every_difference()
    {
        var made = new RandomEverything(new Random(19));
        var other = new RandomEverything(new Random(91));
        Everything one = made.Next();
        foreach (System.Reflection.PropertyInfo property in typeof(Everything).GetProperties())
        {
            var same = new RandomEverything(new Random(19)).Next();
            Assert.Null(Difference.Between(one, same));
            object? own = property.GetValue(same);
            for (int i = 0; i < 100 && Difference.Between(own, property.GetValue(same)) is null; i++)
            {
                property.SetValue(same, property.GetValue(other.Next()));
            }

            Assert.StartsWith("$." + property.Name, Difference.Between(one, same), StringComparison.Ordinal);
        }
    }
}

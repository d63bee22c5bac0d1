using Toast.Faults.Tests.Models;
using Toast.Faults.Tests.Support;

namespace Toast.Faults.Tests.RoundTrips;

/// <summary>Instances built by chance over all supported types come back equal from each store.</summary>
public abstract class RandomInstanceTests(string kind, int ordinary, int inLongRun)
{
    private const int Batch = 500;

    [Fact, Trait("Behaviour", "B-019")]
    public async Task B_019_randomly_built_instances_restore_to_equal_instances()
    {
        int seed = LongRun.Seed();
        var made = new RandomEverything(new Random(seed));
        int count = LongRun.Or(ordinary, inLongRun);
        using var place = new Place(kind);
        await using IToast toast = Engines.Patient(place.Url);
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
}

public sealed class SqliteRandomInstances() : RandomInstanceTests(Place.Sqlite, 100_000, 100_000);

public sealed class MemoryRandomInstances() : RandomInstanceTests(Place.Memory, 100_000, 100_000);

/// <summary>Each dump to files waits for the disk, so that the full number is for the long run.</summary>
public sealed class FileRandomInstances() : RandomInstanceTests(Place.File, 5_000, 100_000);

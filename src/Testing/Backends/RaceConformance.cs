using Xunit;

namespace Toast.Testing;

/// <summary>Only one of several concurrent writers wins, within a backend and between backends on one place.</summary>
/// <typeparam name="TPlace">The place to test.</typeparam>
public abstract class RaceConformance<TPlace> : BackendConformance<TPlace>
    where TPlace : StoragePlace, new()
{
    [SkippableTheory]
    [Trait("Behaviour", "B-112")]
    [Trait("Behaviour", "B-113")]
    [InlineData(false)]
    [InlineData(true)]
    public async Task B_112_B_113_of_eight_writers_over_one_version_one_wins(bool twoBackends)
    {
        ISupportsConditionalSave[] stores = await StoresAsync(twoBackends);
        for (int round = 0; round < Rounds; round++)
        {
            RecordKey key = NewKey();
            await stores[0].SaveAsync(Write(key), default);
            SaveResult[] results = await RaceAsync(
                Racers, i => stores[i % stores.Length].SaveAsync(Write(key, SaveCondition.VersionIs(1), $"{i}"), default));

            int winner = Assert.Single(Enumerable.Range(0, Racers), i => results[i].Status == SaveStatus.Saved);
            Assert.All(results, result => Assert.Equal(2, result.Version));
            Assert.Equal($"{winner}", JsonOf(await Backend.LoadAsync(key, default)));
        }
    }

    [SkippableTheory]
    [Trait("Behaviour", "B-113")]
    [InlineData(false)]
    [InlineData(true)]
    public async Task B_113_of_eight_creators_of_one_record_one_wins(bool twoBackends)
    {
        ISupportsConditionalSave[] stores = await StoresAsync(twoBackends);
        for (int round = 0; round < Rounds; round++)
        {
            RecordKey key = NewKey();
            SaveResult[] results = await RaceAsync(
                Racers, i => stores[i % stores.Length].SaveAsync(Write(key, SaveCondition.Missing, $"{i}"), default));

            int winner = Assert.Single(Enumerable.Range(0, Racers), i => results[i].Status == SaveStatus.Saved);
            Assert.Equal($"{winner}", JsonOf(await Backend.LoadAsync(key, default)));
        }
    }

    [SkippableTheory]
    [Trait("Behaviour", "B-034")]
    [Trait("Behaviour", "B-110")]
    [InlineData(false)]
    [InlineData(true)]
    public async Task B_034_B_110_concurrent_writes_each_get_a_version_of_their_own(bool twoBackends)
    {
        ISupportsConditionalSave[] stores = await StoresAsync(twoBackends);
        RecordKey key = NewKey();
        SaveResult[] results = await RaceAsync(100, i => stores[i % stores.Length].SaveAsync(Write(key, json: $"{i}"), default));
        StoredRecord record = (await Backend.LoadAsync(key, default))!;

        Assert.Equal(Enumerable.Range(1, 100).Select(i => (long)i), results.Select(result => result.Version).Order());
        Assert.Equal(100, record.Version);
        int last = Array.FindIndex(results, result => result.Version == 100);
        Assert.Equal($"{last}", JsonOf(record));
        Assert.Single(results.Select(result => result.Created).Distinct());
    }

    [SkippableTheory]
    [Trait("Behaviour", "B-114")]
    [InlineData(false)]
    [InlineData(true)]
    public async Task B_114_no_increment_is_lost(bool twoBackends)
    {
        const int each = 25;
        ISupportsConditionalSave[] stores = await StoresAsync(twoBackends);
        RecordKey key = NewKey();
        await stores[0].SaveAsync(Write(key, json: "0"), default);
        await RaceAsync(Racers, async racer =>
        {
            ISupportsConditionalSave store = stores[racer % stores.Length];
            for (int done = 0; done < each;)
            {
                StoredRecord record = (await ((StorageBackend)store).LoadAsync(key, default))!;
                string next = $"{int.Parse(JsonOf(record), System.Globalization.CultureInfo.InvariantCulture) + 1}";
                SaveResult result = await store.SaveAsync(
                    Write(key, SaveCondition.VersionIs(record.Version, record.Created), next), default);
                done += result.Status == SaveStatus.Saved ? 1 : 0;
            }

            return true;
        });

        StoredRecord last = (await Backend.LoadAsync(key, default))!;
        Assert.Equal(($"{Racers * each}", (Racers * each) + 1L), (JsonOf(last), last.Version));
    }

    [SkippableFact]
    [Trait("Behaviour", "B-106")]
    public async Task B_106_of_eight_deletes_one_finds_the_record()
    {
        var store = Need<ISupportsDelete>();
        for (int round = 0; round < Rounds; round++)
        {
            StoredRecord record = NewRecord(NewKey());
            await Backend.SaveAsync(record, default);
            DeleteResult[] results = await RaceAsync(Racers, _ => store.DeleteAsync(new(record.Key, SaveCondition.Any), default));

            Assert.Single(results, result => result.Status == SaveStatus.Saved);
            Assert.Equal(Racers - 1, results.Count(result => result.Status == SaveStatus.NotFound));
        }
    }

    [SkippableFact]
    [Trait("Behaviour", "B-320")]
    public async Task B_320_a_write_over_an_existing_record_never_brings_back_a_deleted_one()
    {
        var store = Need<ISupportsConditionalSave>();
        var deletes = Need<ISupportsDelete>();
        for (int round = 0; round < Rounds; round++)
        {
            RecordKey key = NewKey();
            await store.SaveAsync(Write(key), default);
            bool[] done = await RaceAsync(Racers, async racer =>
                racer == 0
                    ? (await deletes.DeleteAsync(new(key, SaveCondition.Any), default)).Status == SaveStatus.Saved
                    : (await store.SaveAsync(Write(key, SaveCondition.Exists), default)).Status is SaveStatus.Saved or SaveStatus.NotFound);

            Assert.DoesNotContain(false, done);
            Assert.Null(await Backend.LoadAsync(key, default));
        }
    }

    private async Task<ISupportsConditionalSave[]> StoresAsync(bool twoBackends)
    {
        var first = Need<ISupportsConditionalSave>();
        if (!twoBackends)
        {
            return [first];
        }

        Skip.IfNot(Place.Survives, "absent: a second backend on the same place");
        return [first, Need<ISupportsConditionalSave>(await ConnectAsync())];
    }
}

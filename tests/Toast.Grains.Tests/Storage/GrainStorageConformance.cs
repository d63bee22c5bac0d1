using Orleans.Storage;
using Toast.Grains.Tests.Places;
using Toast.Grains.Tests.Support;

namespace Toast.Grains.Tests.Storage;

/// <summary>The cases that every grain storage must pass. The numbers are those of the list the provider was built after.</summary>
public abstract class GrainStorageConformance(StatePlace place, bool deleteOnClear) : IAsyncLifetime
{
    private UnstartedSilo host = null!;

    protected IGrainStorage Storage => host.Storage();

    protected bool DeleteOnClear => deleteOnClear;

    public async Task InitializeAsync()
    {
        await place.PrepareAsync();
        host = UnstartedSilo.On(place.Url, deleteOnClear);
    }

    public async Task DisposeAsync()
    {
        host?.Dispose();
        await place.DisposeAsync();
    }

    [SkippableTheory]
    [InlineData("Пример-ключа-Ёё")]
    [InlineData("plain")]
    [InlineData("with space/slash+plus#\u0001\"\\")]
    public async Task Case_01_09_text_keys_come_back(string key)
    {
        GrainId id = GrainId.Create("visitor", key);
        GrainState<Profile> written = await Storage.WriteAsync(id, Profile.Of(1));
        GrainState<Profile> read = await Storage.ReadAsync(id);
        Assert.Equal(Profile.Of(1), read.State);
        Assert.Equal(written.ETag, read.ETag);
        Assert.True(read.RecordExists);
    }

    [SkippableFact]
    public async Task Case_02_writing_an_existing_record_with_no_etag_is_refused()
    {
        GrainId id = States.NewId();
        GrainState<Profile> first = await Storage.WriteAsync(id, Profile.Of(1));
        InconsistentStateException refused = await Assert.ThrowsAsync<InconsistentStateException>(() => Storage.WriteAsync(id, Profile.Of(2)));
        Assert.Null(refused.CurrentEtag);
        Assert.Equal(
            $"State 'profile' of grain {id} was changed by another writer: expected no state, found version 1. Nothing was changed. Read the state again and repeat the change.",
            refused.Message);
        await AssertStoredAsync(id, first);
    }

    [SkippableFact]
    public async Task Case_03_writing_with_an_older_etag_is_refused_and_changes_nothing()
    {
        GrainId id = States.NewId();
        GrainState<Profile> first = await Storage.WriteAsync(id, Profile.Of(1));
        GrainState<Profile> second = await Storage.WriteAsync(id, Profile.Of(2), first.ETag);
        Profile mine = Profile.Of(3);
        var stale = new GrainState<Profile>(mine, first.ETag) { RecordExists = true };
        InconsistentStateException refused = await Assert.ThrowsAsync<InconsistentStateException>(() => Storage.WriteStateAsync(States.Name, id, stale));
        Assert.Equal(first.ETag, refused.CurrentEtag);
        Assert.Equal("2", refused.StoredEtag);
        Assert.Same(mine, stale.State);
        Assert.Equal(first.ETag, stale.ETag);
        Assert.True(stale.RecordExists);
        await AssertStoredAsync(id, second);
    }

    [SkippableFact]
    public async Task Case_04_a_hundred_keys_each_written_and_read_by_turns()
    {
        GrainId[] ids = [.. Enumerable.Range(0, 100).Select(_ => States.NewId())];
        var etags = new Dictionary<GrainId, string>();
        foreach (GrainId id in ids)
        {
            etags[id] = (await Storage.WriteAsync(id, Profile.Of(0))).ETag;
        }

        var parallel = new ParallelOptions { MaxDegreeOfParallelism = 3 * Environment.ProcessorCount };
        await Parallel.ForEachAsync(ids, parallel, async (id, _) =>
        {
            string etag = etags[id];
            for (int round = 1; round <= 10; round++)
            {
                GrainState<Profile> written = await Storage.WriteAsync(id, Profile.Of(round), etag);
                Assert.NotEqual(etag, written.ETag);
                await AssertStoredAsync(id, written);
                etag = written.ETag;
            }
        });
    }

    [SkippableFact]
    public async Task Case_05_06_a_missing_record_leaves_a_fresh_state()
    {
        GrainState<Profile> read = await Storage.ReadAsync(States.NewId());
        Assert.False(read.RecordExists);
        Assert.Null(read.ETag);
        Assert.Equal(new Profile(), read.State);
    }

    [SkippableFact]
    public async Task Case_07_writing_goes_on_after_a_clear()
    {
        GrainId id = States.NewId();
        GrainState<Profile> first = await Storage.WriteAsync(id, Profile.Of(1));
        GrainState<Profile> cleared = await Storage.ClearAsync(id, first.ETag);
        GrainState<Profile> again = await Storage.WriteAsync(id, Profile.Of(2), cleared.ETag);
        Assert.NotEqual(first.ETag, again.ETag);
        Assert.NotEqual(cleared.ETag, again.ETag);
        await AssertStoredAsync(id, again);
        await Assert.ThrowsAsync<InconsistentStateException>(() => Storage.WriteAsync(id, Profile.Of(3), first.ETag));
    }

    [SkippableFact]
    public async Task Case_08_a_default_value_can_follow_a_clear()
    {
        GrainId id = States.NewId();
        GrainState<Profile> cleared = await Storage.ClearAsync(id, (await Storage.WriteAsync(id, Profile.Of(1))).ETag);
        await Storage.WriteAsync(id, new Profile(), cleared.ETag);
        GrainState<Profile> read = await Storage.ReadAsync(id);
        Assert.True(read.RecordExists);
        Assert.Equal(new Profile(), read.State);
    }

    [SkippableTheory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(long.MaxValue)]
    public async Task Case_10_integer_keys_come_back(long key)
    {
        GrainId id = GrainId.Create(GrainType.Create("counter"), GrainIdKeyExtensions.CreateIntegerKey(key));
        await AssertStoredAsync(id, await Storage.WriteAsync(id, Profile.Of(1)));
    }

    [SkippableFact]
    public async Task Case_11_20_each_write_has_an_etag_of_its_own_even_of_equal_values()
    {
        GrainId id = States.NewId();
        string first = (await Storage.WriteAsync(id, Profile.Of(1))).ETag;
        string second = (await Storage.WriteAsync(id, Profile.Of(1), first)).ETag;
        string third = (await Storage.WriteAsync(id, Profile.Of(1), second)).ETag;
        Assert.Equal(3, new HashSet<string> { first, second, third }.Count);
    }

    [SkippableTheory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Case_12_clearing_what_is_missing_is_harmless(bool claimed)
    {
        GrainState<Profile> cleared = await Storage.ClearAsync(States.NewId(), etag: null, claimed);
        Assert.False(cleared.RecordExists);
        Assert.Null(cleared.ETag);
        Assert.Equal(new Profile(), cleared.State);
    }

    [SkippableFact]
    public async Task Case_13_14_15_16_a_clear_leaves_a_fresh_state_and_can_be_repeated()
    {
        GrainId id = States.NewId();
        GrainState<Profile> written = await Storage.WriteAsync(id, Profile.Of(1));
        string? etag = written.ETag;
        for (int i = 0; i < 3; i++)
        {
            GrainState<Profile> cleared = await Storage.ClearAsync(id, etag);
            Assert.Equal(new Profile(), cleared.State);
            Assert.False(cleared.RecordExists);
            Assert.NotEqual(written.ETag, cleared.ETag);
            Assert.Equal(deleteOnClear, cleared.ETag is null);
            etag = cleared.ETag;
        }

        GrainState<Profile> read = await Storage.ReadAsync(id);
        Assert.False(read.RecordExists);
        Assert.Equal(etag, read.ETag);
        Assert.Equal(new Profile(), read.State);
    }

    [SkippableFact]
    public async Task Case_17_two_states_of_one_grain_are_two_records()
    {
        GrainId id = States.NewId();
        await Storage.WriteAsync(id, Profile.Of(1), name: "one");
        await Storage.WriteAsync(id, Profile.Of(2), name: "two");
        Assert.Equal(Profile.Of(1), (await Storage.ReadAsync(id, "one")).State);
        Assert.Equal(Profile.Of(2), (await Storage.ReadAsync(id, "two")).State);
    }

    [SkippableFact]
    public async Task Case_18_clearing_with_an_older_etag_is_refused_and_changes_nothing()
    {
        GrainId id = States.NewId();
        GrainState<Profile> first = await Storage.WriteAsync(id, Profile.Of(1));
        GrainState<Profile> second = await Storage.WriteAsync(id, Profile.Of(2), first.ETag);
        Profile mine = Profile.Of(3);
        var stale = new GrainState<Profile>(mine, first.ETag) { RecordExists = true };
        await Assert.ThrowsAsync<InconsistentStateException>(() => Storage.ClearStateAsync(States.Name, id, stale));
        Assert.Same(mine, stale.State);
        Assert.Equal(first.ETag, stale.ETag);
        Assert.True(stale.RecordExists);
        await AssertStoredAsync(id, second);
    }

    [SkippableFact]
    public async Task Case_19_write_read_clear_read_agree()
    {
        GrainId id = States.NewId();
        GrainState<Profile> state = await Storage.WriteAsync(id, Profile.Of(1));
        await AssertStoredAsync(id, state);
        await Storage.ClearStateAsync(States.Name, id, state);
        await Storage.ReadStateAsync(States.Name, id, state);
        Assert.False(state.RecordExists);
        Assert.Equal(new Profile(), state.State);
    }

    [SkippableFact]
    public async Task A_record_made_anew_does_not_pass_for_the_earlier_one()
    {
        GrainId id = States.NewId();
        GrainState<Profile> first = await Storage.WriteAsync(id, Profile.Of(1));
        GrainState<Profile> cleared = await Storage.ClearAsync(id, first.ETag);
        GrainState<Profile> again = await Storage.WriteAsync(id, Profile.Of(2), cleared.ETag);
        await Assert.ThrowsAsync<InconsistentStateException>(() => Storage.WriteAsync(id, Profile.Of(3), first.ETag));
        await Assert.ThrowsAsync<InconsistentStateException>(() => Storage.ClearAsync(id, first.ETag));
        await AssertStoredAsync(id, again);
    }

    [SkippableTheory]
    [InlineData("0")]
    [InlineData("1")]
    [InlineData("1@")]
    [InlineData("-1@0")]
    [InlineData("1@99999999999999999")]
    [InlineData("b1d1b7f0-0000-0000-0000-000000000000")]
    public async Task An_etag_of_another_storage_is_refused(string etag)
    {
        GrainId id = States.NewId();
        GrainState<Profile> first = await Storage.WriteAsync(id, Profile.Of(1));
        Assert.Equal(etag, (await Assert.ThrowsAsync<InconsistentStateException>(() => Storage.WriteAsync(id, Profile.Of(2), etag))).CurrentEtag);
        await Assert.ThrowsAsync<InconsistentStateException>(() => Storage.ClearAsync(id, etag));
        await AssertStoredAsync(id, first);
    }

    [SkippableFact]
    public async Task One_of_several_first_writers_wins()
    {
        for (int round = 0; round < 20; round++)
        {
            GrainId id = States.NewId();
            bool[] won = await Task.WhenAll(Enumerable.Range(1, 8).Select(writer => Task.Run(() => TryWriteAsync(id, Profile.Of(writer), null))));
            Assert.Single(won, true);
            GrainState<Profile> read = await Storage.ReadAsync(id);
            Assert.Equal(Profile.Of(Array.IndexOf(won, true) + 1), read.State);
        }
    }

    [SkippableFact]
    public async Task One_of_several_writers_with_one_etag_wins()
    {
        for (int round = 0; round < 20; round++)
        {
            GrainId id = States.NewId();
            string etag = (await Storage.WriteAsync(id, Profile.Of(0))).ETag;
            bool[] won = await Task.WhenAll(Enumerable.Range(1, 8).Select(writer => Task.Run(() => TryWriteAsync(id, Profile.Of(writer), etag))));
            Assert.Single(won, true);
            Assert.Equal(Profile.Of(Array.IndexOf(won, true) + 1), (await Storage.ReadAsync(id)).State);
        }
    }

    [SkippableFact]
    public async Task Keys_that_look_alike_are_different_records()
    {
        GrainId[] ids = LookAlikes.All();
        await Parallel.ForAsync(0, ids.Length, async (i, _) => await Storage.WriteAsync(ids[i], Profile.Of(i)));
        for (int i = 0; i < ids.Length; i++)
        {
            Assert.Equal(Profile.Of(i), (await Storage.ReadAsync(ids[i])).State);
        }
    }

    [SkippableFact]
    public async Task Every_sequence_of_four_operations_agrees_with_the_model() => await StorageModel.CheckAllAsync(Storage, deleteOnClear);

    protected async Task AssertStoredAsync(GrainId id, GrainState<Profile> expected)
    {
        GrainState<Profile> read = await Storage.ReadAsync(id);
        Assert.True(read.RecordExists);
        Assert.Equal(expected.State, read.State);
        Assert.Equal(expected.ETag, read.ETag);
    }

    private async Task<bool> TryWriteAsync(GrainId id, Profile profile, string? etag)
    {
        try
        {
            await Storage.WriteAsync(id, profile, etag);
            return true;
        }
        catch (InconsistentStateException)
        {
            return false;
        }
    }
}

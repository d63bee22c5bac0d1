using Toast.Testing.Models;
using Xunit;

namespace Toast.Testing;

/// <summary>Delete, exists, versions and conflicts, through the verbs.</summary>
/// <typeparam name="TPlace">The place to test.</typeparam>
public abstract class VersionConformance<TPlace> : VerbConformance<TPlace>
    where TPlace : StoragePlace, new()
{
    [SkippableFact]
    [Trait("Behaviour", "B-106")]
    [Trait("Behaviour", "B-016")]
    public async Task B_106_B_016_a_deleted_record_is_not_found_any_more()
    {
        Need<ISupportsDelete>();
        ExternalReference reference = await Toast.DumpAsync(new Counter());

        Assert.True(await Toast.DeleteAsync(reference));
        Assert.False(await Toast.DeleteAsync(reference));
        var error = await FailsAsync<RecordNotFoundException>(ErrorCodes.NotFound, () => Toast.ValidateAsync<Counter>(reference));
        Assert.Equal(("Counter", reference.Id), (error.ClassName, error.Id!.Value));
    }

    [SkippableFact]
    [Trait("Behaviour", "B-106")]
    public async Task B_106_an_instance_is_unbound_by_its_delete()
    {
        Need<ISupportsDelete>();
        var counter = new Counter();
        Assert.False(await Toast.DeleteAsync(counter));
        ExternalReference first = await Toast.DumpAsync(counter);

        Assert.True(await Toast.DeleteAsync(counter));
        Assert.Null(Toast.GetReference(counter));
        Assert.NotEqual(first, await Toast.DumpAsync(counter));
    }

    [SkippableFact]
    [Trait("Behaviour", "B-107")]
    public async Task B_107_a_dump_does_not_bring_back_a_deleted_record_unless_asked()
    {
        Need<ISupportsDelete>();
        var counter = new Counter { Value = 1 };
        ExternalReference reference = await Toast.DumpAsync(counter);
        await Toast.DeleteAsync(reference);

        await FailsAsync<RecordNotFoundException>(ErrorCodes.NotFound, () => Toast.DumpAsync(counter));
        Assert.False(await Toast.ExistsAsync(reference));
        Assert.Equal(reference, await Toast.DumpAsync(counter, new DumpOptions { Recreate = true }));
        Assert.Equal(1, (await Toast.ValidateAsync<Counter>(reference)).Value);
    }

    [SkippableFact]
    [Trait("Behaviour", "B-016")]
    [Trait("Behaviour", "B-108")]
    public async Task B_016_B_108_records_that_never_were_do_not_exist()
    {
        ExternalReference there = await Toast.DumpAsync(new Counter());
        Assert.True(await Toast.ExistsAsync(there));
        foreach (Guid id in new[] { Guid.Empty, Guid.CreateVersion7() })
        {
            var reference = new ExternalReference("Counter", id);
            Assert.False(await Toast.ExistsAsync(reference));
            await FailsAsync<RecordNotFoundException>(ErrorCodes.NotFound, () => Toast.ValidateAsync<Counter>(reference));
            await FailsAsync<RecordNotFoundException>(ErrorCodes.NotFound, () => Toast.GetInfoAsync(reference));
        }
    }

    [SkippableFact]
    [Trait("Behaviour", "B-109")]
    [Trait("Behaviour", "B-110")]
    public async Task B_109_B_110_info_tells_version_and_times_in_utc()
    {
        var counter = new Counter();
        ExternalReference reference = await Toast.DumpAsync(counter);
        RecordInfo first = await Toast.GetInfoAsync(reference);
        await Toast.DumpAsync(counter);
        RecordInfo second = await Toast.GetInfoAsync(reference);

        Assert.Equal((1L, 1, null), (first.Version, first.SchemaVersion, first.Expires));
        Assert.Equal((2L, first.Created), (second.Version, second.Created));
        Assert.True(first.Updated <= second.Updated && first.Created <= first.Updated);
        Assert.Equal(TimeSpan.Zero, first.Created.Offset);
    }

    [SkippableFact]
    [Trait("Behaviour", "B-111")]
    public async Task B_111_the_last_of_two_restored_copies_wins_where_nothing_else_is_asked()
    {
        ExternalReference reference = await Toast.DumpAsync(new Counter());
        Counter one = await Toast.ValidateAsync<Counter>(reference), two = await Toast.ValidateAsync<Counter>(reference);
        one.Value = 1;
        two.Value = 2;
        await Toast.DumpAsync(two);
        await Toast.DumpAsync(one);

        Assert.Equal(1, (await Toast.ValidateAsync<Counter>(reference)).Value);
    }

    [SkippableFact]
    [Trait("Behaviour", "B-112")]
    public async Task B_112_the_second_of_two_restored_copies_of_a_guarded_model_is_refused_and_stays_usable()
    {
        Need<ISupportsConditionalSave>();
        ExternalReference reference = await Toast.DumpAsync(new GuardedCounter());
        GuardedCounter one = await Toast.ValidateAsync<GuardedCounter>(reference), two = await Toast.ValidateAsync<GuardedCounter>(
            reference);
        one.Value = 1;
        two.Value = 2;
        await Toast.DumpAsync(one);
        await Toast.DumpAsync(one);

        var error = await FailsAsync<ConcurrencyException>(ErrorCodes.Conflict, () => Toast.DumpAsync(two));
        Assert.Equal((1L, 3L), (error.ExpectedVersion, error.ActualVersion));
        Assert.Equal((2, reference), (two.Value, Toast.GetReference(two)));
        Assert.Equal(1, (await Toast.ValidateAsync<GuardedCounter>(reference)).Value);
    }

    [SkippableFact]
    [Trait("Behaviour", "B-112")]
    public async Task B_112_of_many_guarded_copies_dumped_at_once_one_wins()
    {
        Need<ISupportsConditionalSave>();
        for (int round = 0; round < 20; round++)
        {
            ExternalReference reference = await Toast.DumpAsync(new GuardedCounter());
            GuardedCounter[] copies = await Task.WhenAll(
                Enumerable.Range(0, 8).Select(_ => Toast.ValidateAsync<GuardedCounter>(reference)));
            bool[] won = await Task.WhenAll(copies.Select((copy, i) => Task.Run(async () =>
            {
                copy.Value = i + 1;
                try
                {
                    await Toast.DumpAsync(copy);
                    return true;
                }
                catch (ConcurrencyException)
                {
                    return false;
                }
            })));

            Assert.Single(won, didWin => didWin);
            Assert.Equal(Array.IndexOf(won, true) + 1, (await Toast.ValidateAsync<GuardedCounter>(reference)).Value);
        }
    }

    [SkippableFact]
    [Trait("Behaviour", "B-112")]
    public async Task B_112_an_instance_from_before_a_delete_and_recreate_is_stale()
    {
        Need<ISupportsConditionalSave>();
        Need<ISupportsDelete>();
        var old = new GuardedCounter();
        ExternalReference reference = await Toast.DumpAsync(old);
        await Toast.DeleteAsync(reference);
        await Toast.DumpAsync(new GuardedCounter { Value = 9 }, reference);

        await FailsAsync<ConcurrencyException>(ErrorCodes.Conflict, () => Toast.DumpAsync(old));
        Assert.Equal(9, (await Toast.ValidateAsync<GuardedCounter>(reference)).Value);
    }

    [SkippableFact]
    [Trait("Behaviour", "B-113")]
    public async Task B_113_any_dump_or_delete_can_expect_a_version()
    {
        Need<ISupportsConditionalSave>();
        Need<ISupportsDelete>();
        var reference = new ExternalReference("Counter", Guid.CreateVersion7());
        var counter = new Counter();
        await Toast.DumpAsync(counter, reference, new DumpOptions { ExpectedVersion = 0 });

        await FailsAsync<ConcurrencyException>(
            ErrorCodes.Conflict, () => Toast.DumpAsync(new Counter(), reference, new DumpOptions { ExpectedVersion = 0 }));
        await FailsAsync<ConcurrencyException>(
            ErrorCodes.Conflict, () => Toast.DumpAsync(counter, new DumpOptions { ExpectedVersion = 5 }));
        await Toast.DumpAsync(counter, new DumpOptions { ExpectedVersion = 1 });
        var error = await FailsAsync<ConcurrencyException>(
            ErrorCodes.Conflict, () => Toast.DeleteAsync(reference, new DeleteOptions { ExpectedVersion = 1 }));
        Assert.Equal((1L, 2L), (error.ExpectedVersion, error.ActualVersion));
        Assert.True(await Toast.DeleteAsync(reference, new DeleteOptions { ExpectedVersion = 2 }));
    }

    [SkippableFact]
    [Trait("Behaviour", "B-114")]
    public async Task B_114_no_update_is_lost()
    {
        Need<ISupportsConditionalSave>();
        ExternalReference reference = await Toast.DumpAsync(new Counter());
        IToast[] engines = Place.Survives ? [Toast, NewToast()] : [Toast];
        await Task.WhenAll(Enumerable.Range(0, 8).Select(worker => Task.Run(async () =>
        {
            for (int i = 0; i < 25; i++)
            {
                await engines[worker % engines.Length].UpdateAsync<Counter>(
                    reference,
                    counter =>
                    {
                        counter.Value++;
                        return counter;
                    },
                    new DumpOptions { Timeout = TimeSpan.FromMinutes(2) });
            }
        })));

        Assert.Equal(200, (await Toast.ValidateAsync<Counter>(reference)).Value);
        Assert.Equal(201, (await Toast.GetInfoAsync(reference)).Version);
    }

    [SkippableFact]
    [Trait("Behaviour", "B-029")]
    [Trait("Behaviour", "B-407")]
    public async Task B_029_B_407_a_reference_with_the_id_of_another_class_finds_and_harms_nothing()
    {
        ExternalReference person = await Toast.DumpAsync(new Person("Ada", 36));
        await Toast.DumpAsync(new Counter());
        var forged = new ExternalReference("Counter", person.Id);

        await FailsAsync<RecordNotFoundException>(ErrorCodes.NotFound, () => Toast.ValidateAsync<Counter>(forged));
        if (Has<ISupportsDelete>())
        {
            Assert.False(await Toast.DeleteAsync(forged));
        }

        await Toast.DumpAsync(new Counter { Value = 1 }, forged);
        Assert.Equal("Ada", (await Toast.ValidateAsync<Person>(person)).Name);
    }
}

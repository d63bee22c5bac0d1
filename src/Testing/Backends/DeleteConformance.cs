using Xunit;

namespace Toast.Testing;

/// <summary>Delete: what is there goes, nothing else does, and the answer says which.</summary>
/// <typeparam name="TPlace">The place to test.</typeparam>
public abstract class DeleteConformance<TPlace> : BackendConformance<TPlace>
    where TPlace : StoragePlace, new()
{
    private ISupportsDelete Store => Need<ISupportsDelete>();

    [SkippableFact]
    [Trait("Behaviour", "B-106")]
    public async Task B_106_the_first_delete_finds_the_record_and_the_second_does_not()
    {
        StoredRecord record = NewRecord(NewKey()) with { Version = 3 };
        await Backend.SaveAsync(record, default);

        Assert.Equal(new DeleteResult(SaveStatus.Saved, 3), await Store.DeleteAsync(new(record.Key, SaveCondition.Any), default));
        Assert.Null(await Backend.LoadAsync(record.Key, default));
        Assert.Equal(new DeleteResult(SaveStatus.NotFound, 0), await Store.DeleteAsync(new(record.Key, SaveCondition.Any), default));
        Assert.Equal(
            new DeleteResult(SaveStatus.NotFound, 0), await Store.DeleteAsync(new(NewKey("Unheard_of"), SaveCondition.Any), default));
    }

    [SkippableFact]
    [Trait("Behaviour", "B-029")]
    [Trait("Behaviour", "B-407")]
    public async Task B_029_B_407_a_delete_touches_no_record_of_another_class()
    {
        Guid id = Guid.CreateVersion7();
        foreach (string name in ClassNames.Awkward)
        {
            await Backend.SaveAsync(NewRecord(new RecordKey(name, id)), default);
        }

        Assert.Equal(SaveStatus.NotFound, (await Store.DeleteAsync(new(new RecordKey("OrdeR", id), SaveCondition.Any), default)).Status);
        foreach (string name in ClassNames.Awkward)
        {
            Assert.NotNull(await Backend.LoadAsync(new RecordKey(name, id), default));
            await Store.DeleteAsync(new(new RecordKey(name, id), SaveCondition.Any), default);
            Assert.Null(await Backend.LoadAsync(new RecordKey(name, id), default));
        }
    }

    [SkippableFact]
    [Trait("Behaviour", "B-113")]
    public async Task B_113_only_the_expected_version_is_deleted()
    {
        StoredRecord record = NewRecord(NewKey()) with { Version = 3 };
        await Backend.SaveAsync(record, default);

        Assert.Equal(
            new DeleteResult(SaveStatus.Conflict, 3), await Store.DeleteAsync(new(record.Key, SaveCondition.VersionIs(2)), default));
        SaveCondition otherLife = SaveCondition.VersionIs(3, record.Created.AddSeconds(1));
        Assert.Equal(new DeleteResult(SaveStatus.Conflict, 3), await Store.DeleteAsync(new(record.Key, otherLife), default));
        SameRecord(record, await Backend.LoadAsync(record.Key, default));
        Assert.Equal(
            new DeleteResult(SaveStatus.Saved, 3), await Store.DeleteAsync(
                new(record.Key, SaveCondition.VersionIs(3, record.Created)), default));
        Assert.Equal(
            new DeleteResult(SaveStatus.NotFound, 0), await Store.DeleteAsync(new(record.Key, SaveCondition.VersionIs(3)), default));
    }

    [SkippableFact]
    [Trait("Behaviour", "B-107")]
    [Trait("Behaviour", "B-112")]
    public async Task B_107_B_112_a_record_made_again_starts_a_new_life()
    {
        var saves = Need<ISupportsConditionalSave>();
        RecordKey key = NewKey();
        SaveResult first = await saves.SaveAsync(Write(key), default);
        await Store.DeleteAsync(new(key, SaveCondition.Any), default);

        Assert.Equal(SaveStatus.NotFound, (await saves.SaveAsync(Write(key, SaveCondition.Exists), default)).Status);
        Assert.Equal(SaveStatus.NotFound, (await saves.SaveAsync(Write(key, SaveCondition.VersionIs(1)), default)).Status);
        SaveResult second = await saves.SaveAsync(Write(key, SaveCondition.Missing), default);
        Assert.Equal((SaveStatus.Saved, 1L), (second.Status, second.Version));
        Assert.NotEqual(first.Created, second.Created);
        SaveCondition stale = SaveCondition.VersionIs(1, first.Created);
        Assert.Equal(SaveStatus.Conflict, (await saves.SaveAsync(Write(key, stale), default)).Status);
        Assert.Equal(SaveStatus.Conflict, (await Store.DeleteAsync(new(key, stale), default)).Status);
    }

    [SkippableFact]
    [Trait("Behaviour", "B-323")]
    public async Task B_323_a_cancelled_delete_does_nothing()
    {
        ISupportsDelete store = Store;
        using var cancelled = new CancellationTokenSource();
        await cancelled.CancelAsync();
        StoredRecord record = NewRecord(NewKey());
        await Backend.SaveAsync(record, default);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => store.DeleteAsync(new(record.Key, SaveCondition.Any), cancelled.Token));
        SameRecord(record, await Backend.LoadAsync(record.Key, default));
    }
}

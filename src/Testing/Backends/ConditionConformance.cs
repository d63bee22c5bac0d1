using Xunit;

namespace Toast.Testing;

/// <summary>Conditional save: versions are compared, counted and dated by the store.</summary>
/// <typeparam name="TPlace">The place to test.</typeparam>
public abstract class ConditionConformance<TPlace> : BackendConformance<TPlace>
    where TPlace : StoragePlace, new()
{
    private ISupportsConditionalSave Store => Need<ISupportsConditionalSave>();

    [SkippableFact]
    [Trait("Behaviour", "B-110")]
    public async Task B_110_a_new_record_has_version_1_and_is_what_the_answer_says()
    {
        SaveRequest request = Write(NewKey(), json: """{"a":1.50}""") with { SchemaVersion = 4 };
        SaveResult result = await Store.SaveAsync(request, default);
        StoredRecord? record = await Backend.LoadAsync(request.Key, default);

        Assert.Equal((SaveStatus.Saved, 1L, null), (result.Status, result.Version, result.Expires));
        Assert.Equal(result.Created, result.Updated);
        Assert.Equal(TimeSpan.Zero, result.Created.Offset);
        Assert.Equal(0, result.Created.Ticks % TimeSpan.TicksPerMicrosecond);
        SameRecord(
            new StoredRecord
            {
                Key = request.Key,
                Data = request.Data,
                SchemaVersion = 4,
                Version = 1,
                Created = result.Created,
                Updated = result.Updated,
                WriteId = request.WriteId,
            },
            record);
    }

    [SkippableFact]
    [Trait("Behaviour", "B-110")]
    [Trait("Behaviour", "B-017")]
    public async Task B_110_B_017_each_write_raises_the_version_by_one_and_keeps_the_created_time()
    {
        RecordKey key = NewKey();
        SaveResult first = await Store.SaveAsync(Write(key), default);
        SaveResult same = await Store.SaveAsync(Write(key), default);
        SaveResult other = await Store.SaveAsync(Write(key, json: """{"n":2}""") with { SchemaVersion = 2 }, default);
        StoredRecord record = (await Backend.LoadAsync(key, default))!;

        Assert.Equal((2L, 3L), (same.Version, other.Version));
        Assert.Equal((first.Created, first.Created), (same.Created, other.Created));
        Assert.True(first.Updated <= same.Updated && same.Updated <= other.Updated);
        Assert.Equal((3L, first.Created, other.Updated, 2), (record.Version, record.Created, record.Updated, record.SchemaVersion));
    }

    [SkippableFact]
    [Trait("Behaviour", "B-110")]
    public async Task B_110_a_write_that_stands_for_several_dumps_raises_the_version_by_their_number()
    {
        RecordKey key = NewKey();

        Assert.Equal(5, (await Store.SaveAsync(Write(key) with { Increment = 5 }, default)).Version);
        Assert.Equal(8, (await Store.SaveAsync(Write(key, SaveCondition.VersionIs(5)) with { Increment = 3 }, default)).Version);
    }

    [SkippableFact]
    [Trait("Behaviour", "B-107")]
    public async Task B_107_exists_refuses_to_make_a_record_and_replaces_one()
    {
        RecordKey key = NewKey();
        SaveResult refused = await Store.SaveAsync(Write(key, SaveCondition.Exists), default);
        Assert.Equal((SaveStatus.NotFound, 0L), (refused.Status, refused.Version));
        Assert.Null(await Backend.LoadAsync(key, default));

        await Store.SaveAsync(Write(key), default);
        Assert.Equal((SaveStatus.Saved, 2L), Outcome(await Store.SaveAsync(Write(key, SaveCondition.Exists), default)));
    }

    [SkippableFact]
    [Trait("Behaviour", "B-113")]
    public async Task B_113_missing_makes_a_record_and_replaces_none()
    {
        RecordKey key = NewKey();
        Assert.Equal((SaveStatus.Saved, 1L), Outcome(await Store.SaveAsync(Write(key, SaveCondition.VersionIs(0)), default)));
        await Store.SaveAsync(Write(key), default);

        Assert.Equal((SaveStatus.Conflict, 2L), Outcome(await Store.SaveAsync(Write(key, SaveCondition.Missing, """{"n":9}"""), default)));
        Assert.Equal("""{"n":1}""", JsonOf(await Backend.LoadAsync(key, default)).Replace(" ", "", StringComparison.Ordinal));
    }

    [SkippableFact]
    [Trait("Behaviour", "B-112")]
    [Trait("Behaviour", "B-113")]
    public async Task B_112_B_113_only_the_expected_version_is_replaced()
    {
        RecordKey key = NewKey();
        Assert.Equal((SaveStatus.NotFound, 0L), Outcome(await Store.SaveAsync(Write(key, SaveCondition.VersionIs(1)), default)));
        await Store.SaveAsync(Write(key), default);

        Assert.Equal((SaveStatus.Conflict, 1L), Outcome(await Store.SaveAsync(Write(key, SaveCondition.VersionIs(2)), default)));
        Assert.Equal(
            (SaveStatus.Saved, 2L), Outcome(await Store.SaveAsync(Write(key, SaveCondition.VersionIs(1), """{"n":2}"""), default)));
        Assert.Equal(
            (SaveStatus.Conflict, 2L), Outcome(await Store.SaveAsync(Write(key, SaveCondition.VersionIs(1), """{"n":3}"""), default)));
        StoredRecord record = (await Backend.LoadAsync(key, default))!;
        Assert.Equal(2, record.Version);
        SameData("""{"n":2}"""u8.ToArray(), record.Data);
    }

    [SkippableFact]
    [Trait("Behaviour", "B-112")]
    public async Task B_112_a_version_of_another_life_of_the_record_does_not_match()
    {
        RecordKey key = NewKey();
        SaveResult saved = await Store.SaveAsync(Write(key), default);

        SaveCondition earlier = SaveCondition.VersionIs(1, saved.Created.AddMicroseconds(-1));
        Assert.Equal((SaveStatus.Conflict, 1L), Outcome(await Store.SaveAsync(Write(key, earlier), default)));
        Assert.Equal(
            (SaveStatus.Saved, 2L), Outcome(await Store.SaveAsync(Write(key, SaveCondition.VersionIs(1, saved.Created)), default)));
    }

    [SkippableTheory]
    [Trait("Behaviour", "B-125")]
    [InlineData(SaveConditionKind.Any)]
    [InlineData(SaveConditionKind.Missing)]
    public async Task B_125_a_repeated_write_is_recognised_and_changes_nothing(SaveConditionKind kind)
    {
        SaveRequest request = Write(NewKey(), new SaveCondition(kind));
        SaveResult first = await Store.SaveAsync(request, default);
        SaveResult again = await Store.SaveAsync(request, default);

        Assert.Equal((SaveStatus.Saved, 1L), Outcome(first));
        Assert.Equal(first, again);
        Assert.Equal(1, (await Backend.LoadAsync(request.Key, default))!.Version);
    }

    [SkippableFact]
    [Trait("Behaviour", "B-125")]
    public async Task B_125_a_repeated_write_over_an_expected_version_is_recognised()
    {
        RecordKey key = NewKey();
        await Store.SaveAsync(Write(key), default);
        SaveRequest request = Write(key, SaveCondition.VersionIs(1)) with { Increment = 2 };
        SaveResult first = await Store.SaveAsync(request, default);

        Assert.Equal((SaveStatus.Saved, 3L), Outcome(first));
        Assert.Equal(first, await Store.SaveAsync(request, default));
    }

    [SkippableFact]
    [Trait("Behaviour", "B-029")]
    public async Task B_029_conditions_look_at_their_own_class_only()
    {
        RecordKey key = NewKey("Order"), other = key with { ClassName = "User" };
        await Store.SaveAsync(Write(key), default);

        Assert.Equal((SaveStatus.NotFound, 0L), Outcome(await Store.SaveAsync(Write(other, SaveCondition.Exists), default)));
        Assert.Equal((SaveStatus.Saved, 1L), Outcome(await Store.SaveAsync(Write(other, SaveCondition.Missing), default)));
    }

    [SkippableFact]
    [Trait("Behaviour", "B-323")]
    public async Task B_323_a_cancelled_write_does_nothing()
    {
        ISupportsConditionalSave store = Store;
        using var cancelled = new CancellationTokenSource();
        await cancelled.CancelAsync();
        RecordKey key = NewKey();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => store.SaveAsync(Write(key), cancelled.Token));
        Assert.Null(await Backend.LoadAsync(key, default));
    }

    private static (SaveStatus Status, long Version) Outcome(SaveResult result) => (result.Status, result.Version);
}

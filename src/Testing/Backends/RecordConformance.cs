using System.Text;
using Xunit;

namespace Toast.Testing;

/// <summary>Save and load, the two methods that keep records: exact content, separate keys, whole records.</summary>
/// <typeparam name="TPlace">The place to test.</typeparam>
public abstract class RecordConformance<TPlace> : BackendConformance<TPlace>
    where TPlace : StoragePlace, new()
{
    [SkippableFact]
    [Trait("Behaviour", "B-005")]
    public async Task B_005_a_saved_record_is_loaded_with_everything_in_it()
    {
        StoredRecord record = NewRecord(NewKey(), """{"name":"Ada","tags":["a","b"],"price":1.50}""") with
        {
            SchemaVersion = 3,
            Version = 9_007_199_254_740_993,
            Created = new DateTimeOffset(2030, 1, 2, 3, 4, 5, TimeSpan.Zero).AddMicroseconds(123_456),
            Updated = new DateTimeOffset(2031, 12, 31, 23, 59, 59, TimeSpan.Zero).AddMicroseconds(999_999),
            Expires = new DateTimeOffset(2999, 1, 1, 0, 0, 0, TimeSpan.Zero).AddMicroseconds(1),
        };
        await Backend.SaveAsync(record, default);

        SameRecord(record, await Backend.LoadAsync(record.Key, default));
        SameRecord(record, await Backend.LoadAsync(record.Key, default));
    }

    [SkippableFact]
    [Trait("Behaviour", "B-016")]
    public async Task B_016_a_missing_record_is_null_also_under_the_all_zero_id()
    {
        await Backend.SaveAsync(NewRecord(NewKey()), default);

        Assert.Null(await Backend.LoadAsync(NewKey(), default));
        Assert.Null(await Backend.LoadAsync(NewKey("Unheard_of"), default));
        Assert.Null(await Backend.LoadAsync(new RecordKey("Order", Guid.Empty), default));
    }

    [SkippableFact]
    [Trait("Behaviour", "B-010")]
    public async Task B_010_a_save_replaces_the_record_whole()
    {
        RecordKey key = NewKey();
        await Backend.SaveAsync(NewRecord(key, """{"a":1,"b":[1,2,3],"only_before":true}""") with { Expires = DateTimeOffset.UnixEpoch.AddYears(900) }, default);
        StoredRecord next = NewRecord(key, """{"a":2}""") with { Version = 2 };
        await Backend.SaveAsync(next, default);

        SameRecord(next, await Backend.LoadAsync(key, default));
    }

    [SkippableFact]
    [Trait("Behaviour", "B-108")]
    [Trait("Behaviour", "B-109")]
    public async Task B_108_B_109_info_is_what_a_load_would_tell_without_the_data()
    {
        var infos = Need<ISupportsInfo>();
        RecordKey key = NewKey();
        Assert.Null(await infos.GetInfoAsync(key, default));
        await Backend.SaveAsync(
            NewRecord(key) with { SchemaVersion = 3, Version = 7, Expires = new DateTimeOffset(2999, 1, 1, 0, 0, 0, TimeSpan.Zero) }, default);
        StoredRecord stored = (await Backend.LoadAsync(key, default))!;

        Assert.Equal(
            new RecordInfo(stored.Version, stored.SchemaVersion, stored.Created, stored.Updated, stored.Expires), await infos.GetInfoAsync(key, default));
        await Backend.SaveAsync(NewRecord(key) with { Expires = DateTimeOffset.UnixEpoch }, default);
        Assert.Null(await infos.GetInfoAsync(key, default));
        using var cancelled = new CancellationTokenSource();
        await cancelled.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => infos.GetInfoAsync(key, cancelled.Token));
    }

    [SkippableFact]
    [Trait("Behaviour", "B-029")]
    public async Task B_029_one_id_under_two_classes_is_two_records()
    {
        RecordKey order = NewKey("Order"), user = order with { ClassName = "User" };
        StoredRecord one = NewRecord(order, """{"is":"order"}"""), two = NewRecord(user, """{"is":"user"}""");
        await Backend.SaveAsync(one, default);
        Assert.Null(await Backend.LoadAsync(user, default));
        await Backend.SaveAsync(two, default);

        SameRecord(one, await Backend.LoadAsync(order, default));
        SameRecord(two, await Backend.LoadAsync(user, default));
    }

    [SkippableFact]
    [Trait("Behaviour", "B-251")]
    [Trait("Behaviour", "B-252")]
    [Trait("Behaviour", "B-253")]
    [Trait("Behaviour", "B-406")]
    public async Task B_251_B_252_B_253_every_allowed_class_name_has_records_of_its_own()
    {
        Guid id = Guid.CreateVersion7();
        foreach (string name in ClassNames.Awkward)
        {
            Assert.Null(await Backend.LoadAsync(new RecordKey(name, id), default));
            await Backend.SaveAsync(NewRecord(new RecordKey(name, id), $$"""{"class":"{{name}}"}"""), default);
        }

        foreach (string name in ClassNames.Awkward)
        {
            StoredRecord? record = await Backend.LoadAsync(new RecordKey(name, id), default);
            Assert.Equal(name, record?.Key.ClassName);
            SameData(Encoding.UTF8.GetBytes($$"""{"class":"{{name}}"}"""), record!.Data);
        }
    }

    [SkippableFact]
    [Trait("Behaviour", "B-219")]
    public async Task B_219_ids_of_every_shape_are_told_apart()
    {
        Guid[] ids =
        [
            Guid.AllBitsSet,
            new("00000000-0000-0000-0000-000000000001"), new("00000001-0000-0000-0000-000000000000"), new(
                "01000000-0000-0000-0000-000000000000"),
            new("00000000-0100-0000-0000-000000000000"), new("00000000-0001-0000-0000-000000000000"), new(
                "00000000-0000-0000-0100-000000000000"),
            new("80000000-0000-0000-0000-000000000000"), new("00112233-4455-6677-8899-aabbccddeeff"), new(
                "33221100-5544-7766-8899-aabbccddeeff"),
        ];
        foreach (Guid id in ids)
        {
            await Backend.SaveAsync(NewRecord(new RecordKey("Order", id), $"\"{id:D}\""), default);
        }

        foreach (Guid id in ids)
        {
            Assert.Equal($"\"{id:D}\"", JsonOf(await Backend.LoadAsync(new RecordKey("Order", id), default)));
        }
    }

    [SkippableTheory]
    [Trait("Behaviour", "B-205")]
    [InlineData(2)]
    [InlineData(1_000)]
    [InlineData(65_535)]
    [InlineData(65_537)]
    [InlineData(1_048_576)]
    [InlineData(16_777_216)]
    public async Task B_205_data_of_every_size_up_to_the_limit_is_kept(int bytes)
    {
        StoredRecord record = NewRecord(NewKey(), "\"" + new string('x', bytes - 2) + "\"");
        await Backend.SaveAsync(record, default);

        SameRecord(record, await Backend.LoadAsync(record.Key, default));
    }

    [SkippableTheory]
    [Trait("Behaviour", "B-148")]
    [Trait("Behaviour", "B-201")]
    [Trait("Behaviour", "B-208")]
    [InlineData("null")]
    [InlineData("true")]
    [InlineData("0")]
    [InlineData("-1.5")]
    [InlineData("12345678901234567890123456789")]
    [InlineData("\"\"")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("""{"class_name":"X","id":"7","version":-1,"data":{"data":null},"schema_version":"a","expires":1,"$type":2,"":3,"a.b":4,"it's":"\"--;'"}""")]
    [InlineData("\"žluťoučký \\u00e9 é é 😀 \u202b \\t \\n \\\\ \\\" %s {0} $1 ' ; --\"")]
    [InlineData("[[[[[[[[[[{\"a\":[{\"b\":[null,false,1.25]}]}]]]]]]]]]]")]
    public async Task B_148_B_201_B_208_any_json_value_is_kept(string json)
    {
        StoredRecord record = NewRecord(NewKey(), json);
        await Backend.SaveAsync(record, default);

        SameRecord(record, await Backend.LoadAsync(record.Key, default));
    }

    [SkippableFact]
    [Trait("Behaviour", "B-207")]
    public async Task B_207_data_a_thousand_levels_deep_is_kept()
    {
        StoredRecord record = NewRecord(NewKey(), new string('[', 1000) + new string(']', 1000));
        await Backend.SaveAsync(record, default);

        Assert.Equal(JsonOf(record), JsonOf(await Backend.LoadAsync(record.Key, default)).Replace(" ", "", StringComparison.Ordinal));
    }

    [SkippableFact]
    [Trait("Behaviour", "B-103")]
    public async Task B_103_a_loaded_record_does_not_change_when_the_stored_one_does()
    {
        RecordKey key = NewKey();
        await Backend.SaveAsync(NewRecord(key, """{"n":1}"""), default);
        StoredRecord loaded = (await Backend.LoadAsync(key, default))!;
        byte[] before = loaded.Data.ToArray();
        await Backend.SaveAsync(NewRecord(key, """{"n":2}"""), default);

        Assert.Equal(before, loaded.Data.ToArray());
    }

    [SkippableFact]
    [Trait("Behaviour", "B-315")]
    public async Task B_315_hundreds_of_saves_and_loads_at_once_all_end()
    {
        StoredRecord[] records = [.. Enumerable.Range(0, 300).Select(i => NewRecord(NewKey(), $$"""{"i":{{i}}}"""))];
        await Task.WhenAll(records.Select(record => Backend.SaveAsync(record, default)));
        StoredRecord?[] loaded = await Task.WhenAll(records.Select(record => Backend.LoadAsync(record.Key, default)));

        Assert.All(records.Zip(loaded), pair => SameRecord(pair.First, pair.Second));
    }

    [SkippableFact]
    [Trait("Behaviour", "B-034")]
    public async Task B_034_a_load_during_writes_sees_one_write_as_a_whole()
    {
        RecordKey key = NewKey();
        await Backend.SaveAsync(NewRecord(key, Filled(0)), default);
        Task writing = Task.Run(async () =>
        {
            for (int i = 1; i <= 60; i++)
            {
                await Backend.SaveAsync(NewRecord(key, Filled(i)) with { Version = i + 1 }, default);
            }
        });
        long last = 0;
        do
        {
            StoredRecord record = (await Backend.LoadAsync(key, default))!;
            Assert.True(record.Version >= last, "a later load saw an earlier write");
            last = record.Version;
            SameData(Encoding.UTF8.GetBytes(last == 1 ? Filled(0) : Filled((int)last - 1)), record.Data);
        }
        while (!writing.IsCompleted);
        await writing;

        // The letter tells the write; a mix of two writes has two letters.
        static string Filled(int i) => "\"" + new string((char)('a' + (i % 26)), 20_000 + i) + "\"";
    }

    [SkippableFact]
    [Trait("Behaviour", "B-323")]
    public async Task B_323_a_cancelled_call_does_nothing()
    {
        using var cancelled = new CancellationTokenSource();
        await cancelled.CancelAsync();
        StoredRecord record = NewRecord(NewKey());

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Backend.SaveAsync(record, cancelled.Token));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Backend.LoadAsync(record.Key, cancelled.Token));
        Assert.Null(await Backend.LoadAsync(record.Key, default));
    }
}

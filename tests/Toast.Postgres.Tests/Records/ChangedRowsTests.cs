namespace Toast.Postgres.Tests.Records;

/// <summary>Many writes over versions that are known, which are replaced by a statement of their own.</summary>
public sealed class ChangedRowsTests : PostgresTest
{
    private const string SmallEscape = """["\u0000 -0.0"]""";

    [SkippableFact]
    [Trait("Behaviour", "B-101")]
    public async Task B_101_what_is_answered_is_what_is_stored()
    {
        var backend = await OpenAsync<ISupportsBatch>();
        SaveRequest[] created = New(60);
        IReadOnlyList<SaveResult> first = await backend.SaveManyAsync(created, default);
        foreach (Func<SaveRequest, SaveRequest> change in (Func<SaveRequest, SaveRequest>[])
            [
                write => write,
                write => write with { SchemaVersion = 5 },
                write => write with { TimeToLive = TimeSpan.FromHours(5), Increment = 3 },
                write => write with { Data = System.Text.Encoding.UTF8.GetBytes(SmallEscape) },
                write => write with { SchemaVersion = 1 + (write.Key.Id.GetHashCode() & 7) },
            ])
        {
            SaveRequest[] writes = [.. created.Index().Select(item => change(Over(item.Item.Key, first[item.Index], "[true]")))];
            IReadOnlyList<SaveResult> results = await backend.SaveManyAsync(writes, default);

            foreach ((int i, SaveResult result) in results.Index())
            {
                StoredRecord stored = Assert.IsType<StoredRecord>(await ((StorageBackend)backend).LoadAsync(writes[i].Key, default));
                Assert.Equal(SaveResult.Saved(stored), result);
                Assert.Equal(
                    (first[i].Version + writes[i].Increment, writes[i].SchemaVersion, writes[i].WriteId, first[i].Created),
                    (stored.Version, stored.SchemaVersion, stored.WriteId, stored.Created));
                Assert.Equal(System.Text.Encoding.UTF8.GetString(writes[i].Data.Span), Json(stored));
            }

            first = results;
        }
    }

    [SkippableFact]
    [Trait("Behaviour", "B-120")]
    public async Task B_120_each_write_is_done_or_refused_for_itself()
    {
        var backend = await OpenAsync<ISupportsBatch>();
        SaveRequest[] created = New(20);
        IReadOnlyList<SaveResult> first = await backend.SaveManyAsync(created, default);
        await ExecuteAsync($"DELETE FROM toast_records WHERE id = '{created[3].Key.Id}'");
        await ExecuteAsync($"UPDATE toast_records SET version = 9 WHERE id = '{created[4].Key.Id}'");
        await ExecuteAsync($"UPDATE toast_records SET created = created - interval '1 hour' WHERE id = '{created[5].Key.Id}'");
        await ExecuteAsync($"UPDATE toast_records SET expires = now() - interval '1 hour' WHERE id = '{created[6].Key.Id}'");

        IReadOnlyList<SaveResult> results = await backend.SaveManyAsync([.. created.Index().Select(item => Over(item.Item.Key, first[item.Index], "[2]"))], default);

        Assert.Equal(
            [SaveStatus.NotFound, SaveStatus.Conflict, SaveStatus.Conflict, SaveStatus.NotFound], results.Skip(3).Take(4).Select(result => result.Status));
        Assert.Equal((9L, 1L), (results[4].Version, results[5].Version));
        Assert.All(results.Index().Where(item => item.Index is < 3 or > 6), item => Assert.Equal((SaveStatus.Saved, 2L), (item.Item.Status, item.Item.Version)));
        Assert.Equal("[4]", Json(await ((StorageBackend)backend).LoadAsync(created[4].Key, default)));
    }

    [SkippableFact]
    [Trait("Behaviour", "B-125")]
    public async Task B_125_a_batch_that_arrives_twice_counts_once()
    {
        var backend = await OpenAsync<ISupportsBatch>();
        SaveRequest[] created = New(20);
        IReadOnlyList<SaveResult> first = await backend.SaveManyAsync(created, default);
        SaveRequest[] writes = [.. created.Index().Select(item => Over(item.Item.Key, first[item.Index], "[2]"))];
        IReadOnlyList<SaveResult> second = await backend.SaveManyAsync(writes, default);

        Assert.Equal(second, await backend.SaveManyAsync(writes, default));
        Assert.Equal(40L, await QueryAsync<long>("SELECT sum(version)::int8 FROM toast_records"));
    }

    [SkippableFact]
    public async Task A_table_without_statistics_is_not_read_as_a_whole()
    {
        const int Rows = 20_000;
        var backend = await OpenAsync<ISupportsBatch>();
        await ExecuteAsync("ALTER TABLE toast_records SET (autovacuum_enabled = false)");
        SaveRequest[] created = New(Rows);
        var results = new List<SaveResult>();
        foreach (SaveRequest[] part in created.Chunk(1000))
        {
            results.AddRange(await backend.SaveManyAsync(part, default));
        }

        // The server plans the first few executions of a statement each for itself; it is what it settles on that counts.
        await ChangeAsync(5);
        long before = await RowsReadAsync(Rows, 500);
        await ChangeAsync(10);

        // Versions that are no longer seen are read as well until they are cleared away.
        Assert.InRange(await RowsReadAsync(Rows, 1500) - before, 1000, Rows / 2);

        async Task ChangeAsync(int times)
        {
            for (int time = 0; time < times; time++)
            {
                IReadOnlyList<SaveResult> changed =
                    await backend.SaveManyAsync([.. Enumerable.Range(0, 100).Select(i => Over(created[i * 7].Key, results[i * 7], $"[{time}]"))], default);
                Assert.All(changed.Index(), item => results[item.Index * 7] = item.Item);
            }
        }
    }

    private static SaveRequest[] New(int count) => [.. Enumerable.Range(0, count).Select(i => Write(NewKey(), $"[{i}]") with { IsNewId = true })];

    private static SaveRequest Over(RecordKey key, SaveResult last, string json) => Write(key, json, SaveCondition.VersionIs(last.Version, last.Created));

    /// <summary>How many rows scans of the table have read, once the server has counted so many inserts and updates.</summary>
    private async Task<long> RowsReadAsync(long inserts, long updates)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        while (await QueryAsync<bool>($"SELECT n_tup_ins < {inserts} OR n_tup_upd < {updates} FROM pg_stat_user_tables WHERE relname = 'toast_records'"))
        {
            await Task.Delay(100, patience.Token);
        }

        return await QueryAsync<long>(
            "SELECT seq_tup_read + (SELECT sum(idx_tup_read) FROM pg_stat_user_indexes WHERE relname = 'toast_records')::int8 FROM pg_stat_user_tables WHERE relname = 'toast_records'");
    }
}

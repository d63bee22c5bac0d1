namespace Toast.Postgres.Tests.Failures;

/// <summary>A batch is several statements. One that the server refuses says nothing about those before it.</summary>
public sealed class PartialFailureTests : PostgresTest
{
    [SkippableTheory]
    [Trait("Behaviour", "B-309")]
    [InlineData("53100", ErrorCodes.StorageFull)]
    [InlineData("42501", ErrorCodes.AccessDenied)]
    [InlineData("25006", ErrorCodes.ReadOnly)]
    public async Task B_309_what_a_batch_wrote_before_the_store_was_full_is_acknowledged(string sqlState, string code)
    {
        StorageBackend backend = await OpenAsync();
        await RefuseAsync(sqlState);
        SaveRequest written = Write(NewKey(), "[1]"), also = Write(NewKey(), "[2]"), refused = Write(NewKey(), "\"refuse\"", SaveCondition.Missing);

        IReadOnlyList<SaveResult> results = await ((ISupportsBatch)backend).SaveManyAsync([refused, written, also], default);

        Assert.Equal(code, results[0].Error?.Code);
        Assert.Equal([(SaveStatus.Saved, 1L), (SaveStatus.Saved, 1L)], results.Skip(1).Select(result => (result.Status, result.Version)));
        Assert.Null(await backend.LoadAsync(refused.Key, default));
        Assert.Equal("[2]", Json(await backend.LoadAsync(also.Key, default)));
    }

    [SkippableFact]
    [Trait("Behaviour", "B-309")]
    public async Task B_309_a_batch_of_which_nothing_was_written_fails_as_a_whole()
    {
        StorageBackend backend = await OpenAsync();
        await RefuseAsync("53100");

        var failure = await Assert.ThrowsAsync<ExternalStorageException>(
            () => ((ISupportsBatch)backend).SaveManyAsync([Write(NewKey(), "\"refuse\""), Write(NewKey(), "\"refuse\"", SaveCondition.Missing)], default));
        Assert.Equal(ErrorCodes.StorageFull, failure.Code);
        Assert.Equal(0L, await QueryAsync<long>("SELECT count(*) FROM toast_records"));
    }

    /// <summary>From now on the server refuses rows whose data is the word "refuse".</summary>
    private Task RefuseAsync(string sqlState) => ExecuteAsync($"""
        CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RAISE EXCEPTION USING ERRCODE = ''{sqlState}''; END';
        CREATE TRIGGER refuse BEFORE INSERT ON toast_records FOR EACH ROW WHEN (NEW.data = '"refuse"') EXECUTE FUNCTION refuse()
        """);
}

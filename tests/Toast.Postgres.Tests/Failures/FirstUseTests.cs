using Npgsql;

namespace Toast.Postgres.Tests.Failures;

/// <summary>A statement is prepared at its first use on a connection. That the server refuses its values then is no trouble of those who use it next.</summary>
public sealed class FirstUseTests : PostgresTest
{
    /// <summary>JSON, but no number of PostgreSQL's: refused before the server says which columns the statement answers with.</summary>
    private const string TooLarge = "1e200000";

    [SkippableFact]
    [Trait("Behaviour", "B-311")]
    public async Task B_311_a_first_write_that_is_refused_does_not_spoil_the_next()
    {
        StorageBackend backend = await OpenAsync("max_pool_size=1");
        var saves = (ISupportsConditionalSave)backend;
        RecordKey key = NewKey();

        foreach (SaveCondition condition in (SaveCondition[])[SaveCondition.Missing, default, SaveCondition.Exists])
        {
            await RefusedAsync(() => saves.SaveAsync(Write(key, TooLarge, condition), default));
            Assert.Equal(SaveStatus.Saved, (await saves.SaveAsync(Write(key, "[1]", condition), default)).Status);
        }

        Assert.Equal("[1]", Json(await backend.LoadAsync(key, default)));
    }

    [SkippableFact]
    [Trait("Behaviour", "B-311")]
    public async Task B_311_a_first_write_that_is_refused_on_a_connection_of_an_app_does_not_spoil_the_next()
    {
        await using NpgsqlDataSource source = NpgsqlDataSource.Create(
            ConnectionString() + ";Pooling=true;Maximum Pool Size=1;Max Auto Prepare=10;Auto Prepare Min Usages=1");
        var backend = new PostgresBackend(source);
        await using IToast toast = new ToastBuilder().AddStore("main", backend).AddModel<Amount>().Build();
        await backend.ConnectAsync(default);

        await RefusedAsync(() => ((ISupportsConditionalSave)backend).SaveAsync(Write(NewKey(), TooLarge), default));
        ExternalReference reference = await toast.DumpAsync(new Amount(1));

        Assert.Equal(new Amount(1), await toast.ValidateAsync<Amount>(reference));
        Assert.Equal(1L, await QueryAsync<long>("SELECT count(*) FROM toast_records"));
    }

    private static async Task RefusedAsync(Func<Task> write) =>
        Assert.Equal(ErrorCodes.InvalidValue, (await Assert.ThrowsAsync<StorageValidationException>(write)).Code);

    [External("main")]
    public sealed record Amount(int Number);
}

using Npgsql;
using Toast.Grains.Tests.Support;

namespace Toast.Grains.Tests.AdoNet;

public sealed class SetUpTests : AdoNetTest
{
    private static readonly OrleansPostgresParts[] Single = [OrleansPostgresParts.GrainStorage, OrleansPostgresParts.Clustering, OrleansPostgresParts.Reminders];

    [SkippableFact]
    public async Task Twenty_set_ups_at_once_on_an_empty_database_all_succeed()
    {
        await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Task.Run(() => OrleansPostgres.SetUpAsync(ConnectionString))));
        await OrleansPostgres.VerifyAsync(ConnectionString);
        Assert.Equal(5, await CountTablesAsync());
        Assert.Equal(20, await QueryAsync<long>("SELECT count(*) FROM OrleansQuery"));
    }

    [SkippableFact]
    public async Task A_set_up_waits_for_one_that_is_under_way()
    {
        await using NpgsqlDataSource source = NpgsqlDataSource.Create(ConnectionString);
        Task waiting;
        await using (NpgsqlConnection connection = await source.OpenConnectionAsync())
        {
            await using NpgsqlTransaction transaction = await connection.BeginTransactionAsync();
            string script = OrleansPostgres.Sql().Replace("BEGIN;", "", StringComparison.Ordinal).Replace("COMMIT;", "", StringComparison.Ordinal);
            await using (var command = new NpgsqlCommand(script, connection))
            {
                await command.ExecuteNonQueryAsync();
            }

            waiting = OrleansPostgres.SetUpAsync(source);
            await using (NpgsqlCommand waits = source.CreateCommand("SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND NOT granted"))
            {
                await Eventually.TrueAsync(async () => (long)(await waits.ExecuteScalarAsync())! > 0);
            }

            Assert.False(waiting.IsCompleted);
            await transaction.CommitAsync();
        }

        await waiting;
        await OrleansPostgres.VerifyAsync(source);
    }

    [SkippableFact]
    public async Task Verifying_an_empty_database_says_what_is_missing_and_makes_nothing()
    {
        StorageConnectionException missing = await Assert.ThrowsAsync<StorageConnectionException>(
            () => OrleansPostgres.VerifyAsync(ConnectionString, OrleansPostgresParts.GrainStorage));
        Assert.Equal(ErrorCodes.StoreMissing, missing.Code);
        Assert.Contains("it lacks table orleansquery, table orleansstorage. Run the set-up", missing.Message, StringComparison.Ordinal);
        Assert.Equal(0, await CountTablesAsync());
    }

    [SkippableFact]
    public async Task Each_part_makes_its_own_tables()
    {
        int[] expected = [2, 4, 5];
        foreach ((OrleansPostgresParts part, int tables) in Single.Zip(expected))
        {
            await OrleansPostgres.SetUpAsync(Url, part);
            await OrleansPostgres.VerifyAsync(Url, part);
            Assert.Equal(tables, await CountTablesAsync());
        }

        await OrleansPostgres.VerifyAsync(Url);
    }

    [SkippableTheory]
    [InlineData("DELETE FROM OrleansQuery WHERE QueryKey = 'CleanupDefunctSiloEntriesKey'", "statement CleanupDefunctSiloEntriesKey")]
    [InlineData("UPDATE OrleansQuery SET QueryText = 'SELECT 1' WHERE QueryKey = 'WriteToStorageKey'", "statement WriteToStorageKey as Toast writes it")]
    [InlineData("DROP INDEX OrleansStorageKey", "a unique key on orleansstorage (serviceid, graintypestring, grainidn0, grainidn1, grainidextensionstring)")]
    [InlineData("DROP TABLE OrleansRemindersTable", "table orleansreminderstable")]
    public async Task What_was_lost_is_told_and_made_again(string damage, string told)
    {
        await OrleansPostgres.SetUpAsync(ConnectionString);
        await ExecuteAsync(damage);
        StorageConnectionException missing = await Assert.ThrowsAsync<StorageConnectionException>(() => OrleansPostgres.VerifyAsync(ConnectionString));
        Assert.Contains($"it lacks {told}. Run", missing.Message, StringComparison.Ordinal);
        await OrleansPostgres.SetUpAsync(ConnectionString);
        await OrleansPostgres.VerifyAsync(ConnectionString);
    }

    [SkippableFact]
    public async Task The_script_does_the_same_and_can_be_run_again()
    {
        await ExecuteAsync(OrleansPostgres.Sql());
        await ExecuteAsync(OrleansPostgres.Sql());
        await OrleansPostgres.VerifyAsync(ConnectionString);
    }

    [SkippableFact]
    public async Task A_key_that_tells_nulls_apart_does_not_do()
    {
        await OrleansPostgres.SetUpAsync(ConnectionString);
        await ExecuteAsync("""
            DROP INDEX OrleansStorageKey;
            CREATE UNIQUE INDEX other ON OrleansStorage (ServiceId, GrainTypeString, GrainIdN0, GrainIdN1, GrainIdExtensionString)
            """);
        await Assert.ThrowsAsync<StorageConnectionException>(() => OrleansPostgres.VerifyAsync(ConnectionString));
        await OrleansPostgres.SetUpAsync(ConnectionString);
        await OrleansPostgres.VerifyAsync(ConnectionString);
    }

    [SkippableFact]
    public async Task Doubles_that_earlier_statements_left_are_told_and_nothing_is_changed()
    {
        await OrleansPostgres.SetUpAsync(ConnectionString, OrleansPostgresParts.GrainStorage);
        await ExecuteAsync("""
            DROP INDEX OrleansStorageKey;
            DELETE FROM OrleansQuery;
            INSERT INTO OrleansStorage SELECT 1, 1, 1, 1, 'state', NULL, 'service', NULL, now(), n FROM generate_series(1, 2) n
            """);
        StorageValidationException doubles = await Assert.ThrowsAsync<StorageValidationException>(() => OrleansPostgres.SetUpAsync(ConnectionString));
        Assert.Equal(ErrorCodes.StoreIncompatible, doubles.Code);
        Assert.Contains("several rows for one key", doubles.Message, StringComparison.Ordinal);
        Assert.Equal(2, await CountTablesAsync());
        Assert.Equal(0, await QueryAsync<long>("SELECT count(*) FROM OrleansQuery"));
        Assert.Equal(2, await QueryAsync<long>("SELECT count(*) FROM OrleansStorage"));
    }

    [SkippableFact]
    public async Task Another_table_of_the_name_is_left_alone()
    {
        await ExecuteAsync("CREATE TABLE OrleansStorage (id integer)");
        StorageValidationException other = await Assert.ThrowsAsync<StorageValidationException>(() => OrleansPostgres.SetUpAsync(ConnectionString));
        Assert.Equal(ErrorCodes.StoreIncompatible, other.Code);
        Assert.Contains("table orleansstorage has no column grainidhash", other.Message, StringComparison.Ordinal);
        Assert.Equal(1, await CountTablesAsync());
    }

    [SkippableFact]
    public async Task A_role_that_may_not_create_tables_can_use_what_is_there()
    {
        string role = "r_" + Guid.NewGuid().ToString("N");
        await ExecuteAsync($"CREATE ROLE {role} LOGIN PASSWORD 'role-secret'");
        try
        {
            string limited = new NpgsqlConnectionStringBuilder(ConnectionString) { Username = role, Password = "role-secret" }.ConnectionString;
            ExternalStorageException denied = await Assert.ThrowsAsync<ExternalStorageException>(() => OrleansPostgres.SetUpAsync(limited));
            Assert.Equal(ErrorCodes.AccessDenied, denied.Code);
            Assert.DoesNotContain("role-secret", denied.ToString(), StringComparison.Ordinal);
            await OrleansPostgres.SetUpAsync(ConnectionString);
            await ExecuteAsync($"GRANT SELECT ON OrleansQuery TO {role}");
            await OrleansPostgres.VerifyAsync(limited);
            await OrleansPostgres.SetUpAsync(limited);
        }
        finally
        {
            await ExecuteAsync($"DROP OWNED BY {role}; DROP ROLE {role}");
        }
    }

    [SkippableFact]
    public async Task Two_schemas_of_one_database_do_not_mix()
    {
        await ExecuteAsync("CREATE SCHEMA one; CREATE SCHEMA two");
        await OrleansPostgres.SetUpAsync(Url + "?search_path=one");
        await OrleansPostgres.VerifyAsync(Url + "?search_path=one");
        await Assert.ThrowsAsync<StorageConnectionException>(() => OrleansPostgres.VerifyAsync(Url + "?search_path=two"));
        Assert.Equal(0, await CountTablesAsync());
    }

    [SkippableTheory]
    [InlineData("Host=;Password=top-secret")]
    [InlineData("Unknown=top-secret")]
    [InlineData("top-secret")]
    [InlineData("redis://:top-secret@localhost")]
    [InlineData("postgresql://u:top-secret@localhost/db?nonsense=1")]
    public async Task A_wrong_connection_string_is_refused_without_being_quoted(string text)
    {
        StorageValidationException wrong = await Assert.ThrowsAsync<StorageValidationException>(() => OrleansPostgres.SetUpAsync(text));
        Assert.Equal(ErrorCodes.InvalidConfiguration, wrong.Code);
        Assert.DoesNotContain("top-secret", wrong.ToString(), StringComparison.Ordinal);
    }
}

using Toast.Faults.Tests.Models;
using Toast.Postgres;
using Toast.Servers;
using static Toast.Faults.Tests.Postgres.PostgresFaults;
using static Toast.Faults.Tests.Support.Outage;

namespace Toast.Faults.Tests.Postgres;

/// <summary>The table goes away, or is another one than Toast's.</summary>
public sealed class TableTests(ServerFixture fixture) : IClassFixture<ServerFixture>
{
    private PostgresServer Server => fixture.Server;

    [SkippableTheory, Trait("Behaviour", "B-306")]
    [InlineData("DROP TABLE toast_records")]
    [InlineData("ALTER SCHEMA public RENAME TO elsewhere")]
    public async Task B_306_a_table_that_vanishes_is_missed_and_used_again_once_it_is_back(string vanish)
    {
        string database = await Server.CreateDatabaseAsync();
        await using IToast toast = New(Server.Url(database));
        ExternalReference reference = await toast.DumpAsync(Note.Numbered(7));
        await Server.ExecuteAsync(vanish, database);

        await MissingAsync(() => toast.DumpAsync(Note.Numbered(8)));
        await MissingAsync(() => toast.ValidateAsync<Note>(reference));
        await MissingAsync(() => toast.DeleteAsync(reference));
        Assert.False(await HasTableAsync(Server, database));
        await Server.ExecuteAsync("CREATE SCHEMA IF NOT EXISTS public", database);
        await Server.ExecuteAsync(new PostgresBackend(StorageUrl.Parse(Server.Url())).SchemaSql, database);
        await RecoversAsync(toast);
    }

    [SkippableFact, Trait("Behaviour", "B-306")]
    public async Task B_306_a_database_that_vanishes_is_missed()
    {
        string database = await Server.CreateDatabaseAsync();
        await using IToast toast = New(Server.Url(database));
        ExternalReference reference = await toast.DumpAsync(Note.Numbered(7));
        await Server.ExecuteAsync($"DROP DATABASE {database} WITH (FORCE)");

        await MissingAsync(() => toast.ValidateAsync<Note>(reference));
        await MissingAsync(() => toast.DumpAsync(Note.Numbered(8)));
        await Server.ExecuteAsync($"CREATE DATABASE {database}");
        await Server.ExecuteAsync(new PostgresBackend(StorageUrl.Parse(Server.Url())).SchemaSql, database);
        await RecoversAsync(toast);
    }

    [SkippableTheory, Trait("Behaviour", "B-317")]
    [InlineData("CREATE TABLE toast_records (id serial PRIMARY KEY, customer text)")]
    [InlineData("CREATE VIEW toast_records AS SELECT 'x' AS class_name, 1 AS id")]
    public async Task B_317_a_table_of_another_shape_is_refused_at_the_first_call_and_left_as_it_is(string other)
    {
        string database = await Server.CreateDatabaseAsync();
        await Server.ExecuteAsync(other, database);
        string before = await ShapeAsync(database);
        await using IToast toast = New(Server.Url(database));

        await IncompatibleAsync(() => toast.DumpAsync(Note.Numbered(8)));
        await IncompatibleAsync(() => toast.ValidateAsync<Note>(new ExternalReference("Note", Guid.CreateVersion7())));
        Assert.Equal(before, await ShapeAsync(database));
    }

    [SkippableTheory, Trait("Behaviour", "B-317")]
    [InlineData("ALTER TABLE toast_records DROP COLUMN write_id")]
    [InlineData("ALTER TABLE toast_records DROP CONSTRAINT toast_records_pkey")]
    public async Task B_317_a_table_that_takes_another_shape_later_is_refused_as_well(string change)
    {
        string database = await Server.CreateDatabaseAsync();
        await using IToast toast = New(Server.Url(database));
        await toast.DumpAsync(Note.Numbered(7));
        await Server.ExecuteAsync(change, database);
        string before = await ShapeAsync(database);

        await IncompatibleAsync(() => toast.DumpAsync(Note.Numbered(8)));
        Assert.Equal(before, await ShapeAsync(database));
        Assert.Equal(1, await CountAsync(Server, database));
    }

    private static async Task MissingAsync(Func<Task> call)
    {
        var failure = await FailsAsync<StorageConnectionException>(ErrorCodes.StoreMissing, 3, call);
        Assert.False(failure.OutcomeUnknown);
    }

    private static Task<StorageValidationException> IncompatibleAsync(Func<Task> call) => FailsAsync<StorageValidationException>(ErrorCodes.StoreIncompatible, 3, call);

    private Task<string> ShapeAsync(string database) => Server.QueryAsync<string>(
        "SELECT string_agg(attname || ' ' || atttypid, ', ' ORDER BY attnum) FROM pg_attribute WHERE attrelid = 'toast_records'::regclass", database);
}

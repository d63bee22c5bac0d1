using Npgsql;

namespace Toast.Postgres.Tests.Schema;

public sealed class SchemaTests : PostgresTest
{
    private const int Clients = 50;

    [SkippableFact]
    [Trait("Behaviour", "B-130")]
    [Trait("Behaviour", "B-316")]
    public async Task B_130_B_316_fifty_clients_that_start_on_an_empty_database_make_the_table_once()
    {
        IToast[] clients = [.. Enumerable.Range(0, Clients).Select(_ => new ToastBuilder().AddStore("main", Url("max_pool_size=1")).Build())];
        ExternalReference[] references = await Task.WhenAll(clients.Select(client => Task.Run(() => client.For<int>("main").DumpAsync(7))));

        Assert.Equal(Clients, references.Distinct().Count());
        Assert.Equal((long)Clients, await QueryAsync<long>("SELECT count(*) FROM toast_records"));
        await Task.WhenAll(clients.Select(client => client.DisposeAsync().AsTask()));
    }

    [SkippableFact]
    [Trait("Behaviour", "B-130")]
    public async Task B_130_the_printed_sql_makes_a_table_that_roles_with_few_rights_can_use()
    {
        string writer = "w_" + Guid.NewGuid().ToString("N"), reader = "r_" + Guid.NewGuid().ToString("N");
        await ExecuteAsync(new PostgresBackend(StorageUrl.Parse(Url("gin=true"))).SchemaSql);
        await ExecuteAsync($"""
            CREATE ROLE {writer} LOGIN PASSWORD 'w'; CREATE ROLE {reader} LOGIN PASSWORD 'r';
            GRANT SELECT, INSERT, UPDATE, DELETE ON toast_records TO {writer}; GRANT SELECT ON toast_records TO {reader}
            """);
        await using IToast writing = new ToastBuilder().AddStore("main", Url(user: writer, password: "w")).AddModel<Note>().Build();
        await using IToast reading = new ToastBuilder().AddStore("main", Url(user: reader, password: "r")).AddModel<Note>().Build();

        ExternalReference reference = await writing.DumpAsync(new Note("a"));
        Assert.Equal(new Note("a"), await reading.ValidateAsync<Note>(reference));
        Assert.True(await reading.ExistsAsync(reference));
        Assert.Single(await reading.ListAsync<Note>().ToListAsync());
        Assert.True((await reading.ProbeAsync()).Single().IsUp);
        var denied = await Assert.ThrowsAsync<ExternalStorageException>(() => reading.DumpAsync(new Note("b")));
        Assert.Equal(ErrorCodes.AccessDenied, denied.Code);
        Assert.Contains("INSERT", denied.Message, StringComparison.Ordinal);
        Assert.True(await writing.DeleteAsync(reference));
        await ExecuteAsync($"DROP OWNED BY {writer}, {reader}; DROP ROLE {writer}; DROP ROLE {reader}");
    }

    [SkippableFact]
    [Trait("Behaviour", "B-306")]
    public async Task B_306_a_missing_table_is_left_missing_where_creation_is_off()
    {
        var missing = await Assert.ThrowsAsync<StorageConnectionException>(() => OpenAsync("create=false"));

        Assert.Equal(ErrorCodes.StoreMissing, missing.Code);
        Assert.Equal(0L, await QueryAsync<long>("SELECT count(*) FROM pg_tables WHERE tablename = 'toast_records'"));
    }

    [SkippableTheory]
    [InlineData("CREATE TABLE toast_records (id int)", "no column class_name|no column")]
    [InlineData("CREATE TABLE toast_records (class_name text, id text, schema_version int, version bigint, created timestamptz, updated timestamptz, expires timestamptz, write_id uuid, escaped bool, data jsonb)", "column id")]
    [InlineData("CREATE TABLE toast_records (class_name text, id uuid, schema_version int, version bigint, created timestamptz, updated timestamptz, expires timestamptz, write_id uuid, escaped bool, data jsonb)", "no unique key")]
    [Trait("Behaviour", "B-317")]
    public async Task B_317_a_table_of_another_shape_is_refused_and_left_as_it_is(string table, string problem)
    {
        await ExecuteAsync(table);
        string before = await QueryAsync<string>("SELECT string_agg(attname || atttypid::text, ',' ORDER BY attnum) FROM pg_attribute WHERE attrelid = 'toast_records'::regclass");

        var refused = await Assert.ThrowsAsync<StorageValidationException>(() => OpenAsync());

        Assert.Equal(ErrorCodes.StoreIncompatible, refused.Code);
        Assert.Matches(problem, refused.Message);
        Assert.Equal(before, await QueryAsync<string>("SELECT string_agg(attname || atttypid::text, ',' ORDER BY attnum) FROM pg_attribute WHERE attrelid = 'toast_records'::regclass"));
    }

    [SkippableFact]
    [Trait("Behaviour", "B-131")]
    public async Task B_131_a_data_source_of_the_app_is_used_and_not_disposed()
    {
        await using NpgsqlDataSource mine = NpgsqlDataSource.Create(ConnectionString());
        var backend = new PostgresBackend(mine, "mine");
        await using (IToast toast = new ToastBuilder().AddStore("main", backend).AddModel<Note>().Build())
        {
            ExternalReference reference = await toast.DumpAsync(new Note("a"));
            Assert.Equal(new Note("a"), await toast.ValidateAsync<Note>(reference));
        }

        await backend.DisconnectAsync(default);
        await using NpgsqlConnection still = await mine.OpenConnectionAsync();
        Assert.Equal(1L, await QueryAsync<long>("SELECT count(*) FROM mine"));
        Assert.DoesNotContain("Password", backend.Url.ToString(), StringComparison.OrdinalIgnoreCase);
    }

    [SkippableFact]
    [Trait("Behaviour", "B-129")]
    public async Task B_129_many_dumps_use_few_connections_and_look_at_the_table_once()
    {
        await using IToast toast = new ToastBuilder().AddStore("main", Url("application_name=counted&max_pool_size=4")).AddModel<Note>().Build();
        long most = 0;
        for (int round = 0; round < 20; round++)
        {
            await Task.WhenAll(Enumerable.Range(0, 500).Select(i => toast.DumpAsync(new Note($"{i}"))));
            most = Math.Max(most, await QueryAsync<long>("SELECT count(*) FROM pg_stat_activity WHERE application_name = 'counted'"));
        }

        Assert.InRange(most, 1, 4);
    }

    [External("main")]
    public sealed record Note(string Text);
}

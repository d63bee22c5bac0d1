namespace Toast.Postgres.Tests.Connections;

public sealed class LoginTests : PostgresTest
{
    private const string Password = "p@ss:/#?%&= ü'";

    [SkippableFact]
    [Trait("Behaviour", "B-402")]
    public async Task B_402_a_password_of_reserved_characters_logs_in_and_a_wrong_one_is_told()
    {
        string user = "u_" + Guid.NewGuid().ToString("N");
        await ExecuteAsync($"CREATE ROLE {user} LOGIN PASSWORD '{Password.Replace("'", "''", StringComparison.Ordinal)}'; GRANT CREATE ON SCHEMA public TO {user}");
        StorageBackend backend = PostgresBackend.Open(StorageUrl.Parse(Url(user: user, password: Password)));
        await backend.ConnectAsync(default);
        await backend.DisconnectAsync(default);

        StorageBackend wrong = PostgresBackend.Open(StorageUrl.Parse(Url(user: user, password: Password + "x")));
        var refused = await Assert.ThrowsAsync<StorageConnectionException>(() => wrong.ConnectAsync(default));
        Assert.Equal(ErrorCodes.AuthFailed, refused.Code);
        Assert.All([Password, user], secret => Assert.DoesNotContain(secret, refused.Message, StringComparison.Ordinal));
        await ExecuteAsync($"DROP OWNED BY {user}; DROP ROLE {user}");
    }

    [SkippableFact]
    [Trait("Behaviour", "B-137")]
    public async Task B_137_a_socket_leads_to_the_same_server()
    {
        string directory = (await QueryAsync<string>("SHOW unix_socket_directories")).Split(',')[0].Trim();
        Skip.IfNot(Directory.Exists(directory), "the server has no socket on this machine");
        StorageUrl url = StorageUrl.Parse(Url());
        string login = $"user={url.Credential!.RevealUserName()}&password={Uri.EscapeDataString(url.Credential.RevealPassword()!)}";
        StorageBackend backend = PostgresBackend.Open(StorageUrl.Parse(
            $"postgresql:///{Database}?host={Uri.EscapeDataString(directory)}&port={url.Hosts[0].Port}&{login}"));
        await backend.ConnectAsync(default);
        RecordKey key = NewKey();
        await ((ISupportsConditionalSave)backend).SaveAsync(Write(key, "[1]"), default);
        Assert.Equal("[1]", Json(await backend.LoadAsync(key, default)));
        await backend.DisconnectAsync(default);
        Assert.DoesNotContain(url.Credential.RevealPassword()!, backend.Url.ToString(), StringComparison.Ordinal);
    }

    [SkippableFact]
    [Trait("Behaviour", "B-306")]
    public async Task B_306_a_missing_database_and_a_dropped_table_are_a_missing_store()
    {
        StorageBackend absent = PostgresBackend.Open(StorageUrl.Parse(Url().Replace(Database, "no_such_database", StringComparison.Ordinal)));
        Assert.Equal(ErrorCodes.StoreMissing, (await Assert.ThrowsAsync<StorageConnectionException>(() => absent.ConnectAsync(default))).Code);

        StorageBackend backend = await OpenAsync();
        await ExecuteAsync("DROP TABLE toast_records");
        Assert.Equal(ErrorCodes.StoreMissing, (await Assert.ThrowsAsync<StorageConnectionException>(() => backend.LoadAsync(NewKey(), default))).Code);
    }

    [SkippableFact]
    [Trait("Behaviour", "B-308")]
    public async Task B_308_a_session_that_is_read_only_loads_and_says_so_when_written_to()
    {
        StorageBackend writer = await OpenAsync();
        RecordKey key = NewKey();
        await ((ISupportsConditionalSave)writer).SaveAsync(Write(key, "[1]"), default);
        StorageBackend reader = await OpenAsync("options=" + Uri.EscapeDataString("-c default_transaction_read_only=on"));

        var refused = await Assert.ThrowsAsync<ExternalStorageException>(() => ((ISupportsConditionalSave)reader).SaveAsync(Write(key, "[2]"), default));
        Assert.Equal(ErrorCodes.ReadOnly, refused.Code);
        Assert.Equal("[1]", Json(await reader.LoadAsync(key, default)));
    }
}

using Npgsql;
using Toast.Servers;

namespace Toast.Postgres.Tests.Connections;

/// <summary>Against a server with a certificate for localhost, by an authority of the test's own.</summary>
public sealed class TlsTests : IAsyncLifetime
{
    private StorageUrl server = StorageUrl.Parse("postgresql://h/none");
    private string authority = "";

    public async Task InitializeAsync()
    {
        try
        {
            server = StorageUrl.Parse(await SharedServers.PostgresTlsUrlAsync());
            authority = Uri.EscapeDataString(await SharedServers.PostgresTlsAuthorityAsync());
        }
        catch (ServerUnavailableException absent)
        {
            Skip.If(true, absent.Message);
        }
    }

    public Task DisposeAsync() => Task.CompletedTask;

    [SkippableTheory]
    [InlineData("sslmode=require", true)]
    [InlineData("sslmode=verify-ca&sslrootcert={ca}", true)]
    [InlineData("sslmode=verify-full&sslrootcert={ca}", true)]
    [InlineData("sslmode=prefer", true)]
    [InlineData("sslmode=disable", false)]
    [Trait("Behaviour", "B-028")]
    public async Task B_028_the_server_sees_the_encryption_that_the_url_asks_for(string options, bool encrypted)
    {
        string name = "tls-" + Guid.NewGuid().ToString("N");
        string table = "t_" + Guid.NewGuid().ToString("N");
        StorageBackend backend = PostgresBackend.Open(StorageUrl.Parse(
            Url("localhost", $"{options.Replace("{ca}", authority, StringComparison.Ordinal)}&application_name={name}&table={table}")));
        await backend.ConnectAsync(default);

        await using var plain = new NpgsqlConnection(ConnectionString());
        await plain.OpenAsync();
        await using var seen = new NpgsqlCommand(
            $"SELECT bool_and(ssl) FROM pg_stat_ssl JOIN pg_stat_activity USING (pid) WHERE application_name = '{name}'", plain);
        Assert.Equal(encrypted, await seen.ExecuteScalarAsync());
        await backend.DisconnectAsync(default);
        await using var drop = new NpgsqlCommand($"DROP TABLE {table}", plain);
        await drop.ExecuteNonQueryAsync();
    }

    [SkippableFact]
    [Trait("Behaviour", "B-305")]
    public async Task B_305_an_untrusted_certificate_is_refused()
    {
        StorageBackend backend = PostgresBackend.Open(StorageUrl.Parse(Url("localhost", "sslmode=verify-full")));

        var failure = await Assert.ThrowsAsync<StorageConnectionException>(() => backend.ConnectAsync(default));
        Assert.Equal(ErrorCodes.TlsFailed, failure.Code);
    }

    [SkippableFact]
    [Trait("Behaviour", "B-028")]
    [Trait("Behaviour", "B-305")]
    public async Task B_028_B_305_a_certificate_of_another_host_is_refused_where_the_host_is_checked()
    {
        await using PostgresServer other = await StartAsync("elsewhere.example");
        string options = "sslrootcert=" + Uri.EscapeDataString(other.CertificateAuthority!);
        StorageBackend full = PostgresBackend.Open(StorageUrl.Parse(other.Url(options: options + "&sslmode=verify-full")));
        StorageBackend authorityOnly = PostgresBackend.Open(StorageUrl.Parse(other.Url(options: options + "&sslmode=verify-ca")));

        var failure = await Assert.ThrowsAsync<StorageConnectionException>(() => full.ConnectAsync(default));
        Assert.Equal(ErrorCodes.TlsFailed, failure.Code);
        Assert.DoesNotContain(other.Password, failure.ToString(), StringComparison.Ordinal);
        await authorityOnly.ConnectAsync(default);
        await authorityOnly.DisconnectAsync(default);
    }

    [SkippableFact]
    [Trait("Behaviour", "B-028")]
    [Trait("Behaviour", "B-305")]
    public async Task B_028_B_305_tls_that_the_server_does_not_have_is_never_given_up()
    {
        string plain = await SharedServers.PostgresUrlAsync();
        StorageBackend backend = PostgresBackend.Open(StorageUrl.Parse(plain + "?sslmode=require"));

        var failure = await Assert.ThrowsAsync<StorageConnectionException>(() => backend.ConnectAsync(default));
        Assert.Equal(ErrorCodes.TlsFailed, failure.Code);
    }

    private static async Task<PostgresServer> StartAsync(string certificateHost)
    {
        try
        {
            return await PostgresServer.StartAsync(new PostgresServerOptions { Tls = true, CertificateHost = certificateHost });
        }
        catch (ServerUnavailableException absent)
        {
            Skip.If(true, absent.Message);
            throw;
        }
    }

    private string Url(string host, string options)
    {
        string login = $"{server.Credential!.RevealUserName()}:{Uri.EscapeDataString(server.Credential.RevealPassword()!)}";
        return $"postgresql://{login}@{host}:{server.Hosts[0].Port}{server.Path}?{options}";
    }

    private string ConnectionString() => new NpgsqlConnectionStringBuilder
    {
        Host = server.Hosts[0].Name,
        Port = server.Hosts[0].Port ?? 5432,
        Username = server.Credential!.RevealUserName(),
        Password = server.Credential.RevealPassword(),
        Database = server.Path.Trim('/'),
        Pooling = false,
    }.ConnectionString;
}

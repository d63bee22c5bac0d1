using Toast.Faults.Tests.Models;
using Toast.Servers;
using static Toast.Faults.Tests.Postgres.PostgresFaults;
using static Toast.Faults.Tests.Support.Outage;

namespace Toast.Faults.Tests.Postgres;

/// <summary>TLS as the URL asks for it, or no connection at all.</summary>
public sealed class TlsTests
{
    [SkippableTheory, Trait("Behaviour", "B-305"), Trait("Behaviour", "B-028")]
    [InlineData("require")]
    [InlineData("verify-full")]
    public async Task B_305_a_server_without_tls_is_refused_and_nobody_logs_in(string mode)
    {
        await using PostgresServer server = await StartAsync();
        await using IToast toast = New(server.Url(options: $"sslmode={mode}&application_name=asks-for-tls"));

        await RefusedAsync(toast);
        Assert.DoesNotContain("asks-for-tls", server.Log, StringComparison.Ordinal);
    }

    [SkippableFact, Trait("Behaviour", "B-305"), Trait("Behaviour", "B-028")]
    public async Task B_305_only_a_trusted_certificate_lets_the_login_happen()
    {
        await using PostgresServer server = await StartAsync(new PostgresServerOptions { Tls = true });
        await using IToast stranger = New(server.Url(options: "sslmode=verify-full"));
        await using IToast friend = New(server.Url(options: Trusting(server, "verify-full")));

        await RefusedAsync(stranger);
        await friend.DumpAsync(Note.Numbered(1));
        Assert.True(await server.QueryAsync<bool>(
            "SELECT bool_and(ssl) FROM pg_stat_ssl JOIN pg_stat_activity USING (pid) WHERE application_name = 'Toast'"));
    }

    [SkippableFact, Trait("Behaviour", "B-305"), Trait("Behaviour", "B-028")]
    public async Task B_305_a_certificate_of_another_host_is_refused_where_the_name_is_checked()
    {
        await using PostgresServer server = await StartAsync(new PostgresServerOptions { Tls = true, CertificateHost = "other.example" });
        await using IToast checksName = New(server.Url(options: Trusting(server, "verify-full")));
        await using IToast checksAuthority = New(server.Url(options: Trusting(server, "verify-ca")));

        await RefusedAsync(checksName);
        await checksAuthority.DumpAsync(Note.Numbered(1));
    }

    [SkippableFact, Trait("Behaviour", "B-305")]
    public async Task B_305_an_expired_certificate_is_refused()
    {
        await using PostgresServer server = await StartAsync(new PostgresServerOptions { Tls = true, CertificateExpired = true });
        await using IToast toast = New(server.Url(options: Trusting(server, "verify-full")));

        await RefusedAsync(toast);
    }

    private static string Trusting(PostgresServer server, string mode) => $"sslmode={mode}&sslrootcert={Uri.EscapeDataString(server.CertificateAuthority!)}";

    private static async Task RefusedAsync(IToast toast)
    {
        var failure = await FailsAsync<StorageConnectionException>(ErrorCodes.TlsFailed, 3, () => toast.DumpAsync(Note.Numbered(1)));
        Assert.False(failure.OutcomeUnknown);
    }
}

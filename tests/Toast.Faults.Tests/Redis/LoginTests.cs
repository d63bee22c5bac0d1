using Toast.Faults.Tests.Models;
using Toast.Faults.Tests.Secrets;
using Toast.Servers;
using static Toast.Faults.Tests.Redis.RedisFaults;
using static Toast.Faults.Tests.Support.Outage;

namespace Toast.Faults.Tests.Redis;

/// <summary>The server, the name or the certificate does not let anybody in.</summary>
public sealed class LoginTests
{
    [SkippableFact, Trait("Behaviour", "B-304"), Trait("Behaviour", "B-030")]
    public async Task B_304_a_wrong_password_is_tried_once_and_shown_nowhere()
    {
        await using RedisServer server = await StartAsync(new RedisServerOptions { Password = "right" });
        using var listener = new Listener();
        await using IToast toast = New(server.Url(password: Password), builder => builder.UseLogging(listener));

        var failure = await FailsAsync<StorageConnectionException>(ErrorCodes.AuthFailed, 3, () => toast.DumpAsync(Note.Numbered(1)));
        Assert.False(failure.OutcomeUnknown);
        Assert.DoesNotContain(listener.Lines, line => line.Text.Contains("trying again", StringComparison.OrdinalIgnoreCase));
        Assert.All(listener.Said, said => Assert.DoesNotContain(Password, said, StringComparison.Ordinal));
    }

    [SkippableFact, Trait("Behaviour", "B-304"), Trait("Behaviour", "B-030")]
    public async Task B_304_a_missing_password_is_a_refused_login()
    {
        await using RedisServer server = await StartAsync();
        await using IToast toast = New($"redis://{server.Host}:{server.Port}/0");

        await FailsAsync<StorageConnectionException>(ErrorCodes.AuthFailed, 3, () => toast.DumpAsync(Note.Numbered(1)));
    }

    [SkippableFact, Trait("Behaviour", "B-303")]
    public async Task B_303_a_host_name_that_does_not_resolve_is_named()
    {
        await using IToast toast = New($"redis://:{Password}@no-such-host.invalid:6379/0");

        var failure = await FailsAsync<StorageConnectionException>(ErrorCodes.Dns, 12, () => toast.DumpAsync(Note.Numbered(1)));
        Assert.Contains("no-such-host.invalid", failure.Message, StringComparison.Ordinal);
    }

    [SkippableFact, Trait("Behaviour", "B-305")]
    public async Task B_305_a_server_without_tls_is_refused()
    {
        await using RedisServer server = await StartAsync();
        await using IToast toast = New($"rediss://:{Password}@{server.Host}:{server.Port}/0");

        await FailsAsync<StorageConnectionException>(ErrorCodes.TlsFailed, 3, () => toast.DumpAsync(Note.Numbered(1)));
    }

    [SkippableFact, Trait("Behaviour", "B-305")]
    public async Task B_305_a_certificate_that_is_not_trusted_is_refused()
    {
        await using RedisServer server = await StartAsync(new RedisServerOptions { Password = Password, Tls = true });
        await using IToast toast = New(server.Url());

        await FailsAsync<StorageConnectionException>(ErrorCodes.TlsFailed, 3, () => toast.DumpAsync(Note.Numbered(1)));
    }

    [SkippableFact, Trait("Behaviour", "B-305")]
    public async Task B_305_a_certificate_of_another_host_is_refused_and_the_right_one_taken()
    {
        await using RedisServer server = await StartAsync(new RedisServerOptions { Password = Password, Tls = true });
        string trusted = $"sslrootcert={Uri.EscapeDataString(server.CertificateAuthority!)}";
        await using IToast right = New(server.Url(query: trusted));
        await using IToast wrong = New(server.Url(query: trusted + "&sslhost=other.example"));

        await right.DumpAsync(Note.Numbered(1));
        await FailsAsync<StorageConnectionException>(ErrorCodes.TlsFailed, 3, () => wrong.DumpAsync(Note.Numbered(1)));
    }
}

using System.Net.Http.Json;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;

namespace Toast.Cluster.Tests.Tls;

/// <summary>Mutual TLS between silos and with clients: who shows no certificate of the authority is not let in.</summary>
public sealed class TlsTests(TlsCluster tls) : IClassFixture<TlsCluster>
{
    private const int Records = 40;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(4);
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(30);

    [SkippableFact]
    public async Task Silos_with_certificates_of_one_authority_carry_each_others_records()
    {
        using var first = new HttpClient { BaseAddress = tls.Nodes[0].Http };
        using var second = new HttpClient { BaseAddress = tls.Nodes[1].Http };
        for (int i = 0; i < Records; i++)
        {
            using HttpResponseMessage created = await first.PostAsJsonAsync("/records/Sealed", new { number = i });
            Assert.Equal($"{{\"number\":{i}}}", await second.GetStringAsync(created.Headers.Location));
        }

        Assert.Contains("reached from this machine only", tls.Nodes[0].Output, StringComparison.Ordinal);
    }

    [SkippableFact]
    public async Task A_client_with_a_certificate_of_the_authority_is_served()
    {
        using X509Certificate2 certificate = tls.Authority.IssueForClient("app");
        IToast toast = await tls.Running.ConnectAsync(app => app.AddModel<Letter>(), client => tls.Secure(client, certificate));

        ExternalReference reference = await toast.DumpAsync(new Letter("sealed"));

        Assert.Equal("sealed", (await toast.ValidateAsync<Letter>(reference)).Text);
    }

    [SkippableTheory]
    [InlineData(Caller.WithoutTls)]
    [InlineData(Caller.WithoutCertificate)]
    [InlineData(Caller.OfAnotherAuthority)]
    [InlineData(Caller.Expired)]
    public async Task A_client_that_shows_no_valid_certificate_is_refused(Caller caller)
    {
        using X509Certificate2? certificate = CertificateOf(caller);

        StorageConnectionException refused = await Assert.ThrowsAsync<StorageConnectionException>(() => tls.Running.ConnectAsync(
            app => app.AddModel<Letter>(),
            client =>
            {
                if (caller != Caller.WithoutTls)
                {
                    tls.Secure(client, certificate);
                }
            },
            Patience));

        Assert.Contains("could be reached", refused.Message, StringComparison.Ordinal);
    }

    [SkippableTheory]
    [InlineData(Caller.WithoutCertificate)]
    [InlineData(Caller.OfAnotherAuthority)]
    [InlineData(Caller.Expired)]
    public async Task Neither_port_says_a_word_to_a_stranger(Caller caller)
    {
        _ = tls.Running;
        using X509Certificate2? certificate = CertificateOf(caller);
        foreach (int port in (int[])[tls.SiloPort, tls.GatewayPort])
        {
            using var deadline = new CancellationTokenSource(Deadline);
            using var connection = new TcpClient();
            await connection.ConnectAsync("127.0.0.1", port, deadline.Token);
            await using var secure = new SslStream(connection.GetStream());
            var options = new SslClientAuthenticationOptions
            {
                TargetHost = "toast",
                ClientCertificates = certificate is null ? [] : [certificate],
                RemoteCertificateValidationCallback = (_, silo, _, _) => tls.Authority.HasSigned(silo as X509Certificate2),
            };

            int received;
            try
            {
                await secure.AuthenticateAsClientAsync(options, deadline.Token);
                received = await secure.ReadAsync(new byte[1], deadline.Token);
            }
            catch (Exception refusal) when (refusal is IOException or AuthenticationException)
            {
                received = 0;
            }

            Assert.Equal(0, received);
        }
    }

    private X509Certificate2? CertificateOf(Caller caller) => caller switch
    {
        Caller.OfAnotherAuthority => tls.Stranger.IssueForClient("stranger"),
        Caller.Expired => tls.Authority.IssueForClient("expired", expired: true),
        _ => null,
    };

    /// <summary>Who knocks.</summary>
    public enum Caller
    {
        WithoutTls,
        WithoutCertificate,
        OfAnotherAuthority,
        Expired,
    }

    /// <summary>What a client stores.</summary>
    [External]
    public sealed record Letter(string Text);
}

using System.Globalization;
using Orleans.Connections.Security;
using Toast.Cluster.Tests.Processes;
using Toast.Servers;

namespace Toast.Cluster.Tests.Tls;

/// <summary>Two silo processes that talk with TLS only, and ask for certificates of one authority.</summary>
#pragma warning disable CA1001 // xunit ends it through IAsyncLifetime.
public sealed class TlsCluster : IAsyncLifetime
#pragma warning restore CA1001
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("toast-tls-");
    private Authority? authority;
    private Authority? stranger;
    private ProcessCluster? cluster;

    internal Authority Authority => authority!;

    /// <summary>An authority that the silos do not trust.</summary>
    internal Authority Stranger => stranger!;

    internal IReadOnlyList<SiloNode> Nodes => Running.Nodes;

    /// <summary>The ports of the first silo.</summary>
    internal int SiloPort { get; private set; }

    internal int GatewayPort { get; private set; }

    internal ProcessCluster Running
    {
        get
        {
            Skip.If(Absent is not null, Absent);
            return cluster!;
        }
    }

    /// <summary>Why there is no PostgreSQL for the membership, if there is none.</summary>
    private string? Absent { get; set; }

    public async Task InitializeAsync()
    {
        authority = new Authority(folder.FullName);
        stranger = new Authority(folder.CreateSubdirectory("stranger").FullName);
        try
        {
            cluster = await ProcessCluster.StartAsync(0);
        }
        catch (ServerUnavailableException absent)
        {
            Absent = absent.Message;
            return;
        }

        string silo = ProcessCluster.FreePort(), gateway = ProcessCluster.FreePort();
        (SiloPort, GatewayPort) = (int.Parse(silo, CultureInfo.InvariantCulture), int.Parse(gateway, CultureInfo.InvariantCulture));
        await cluster.AddAsync([.. Files("silo1"), "--Toast:Cluster:SiloPort", silo, "--Toast:Cluster:GatewayPort", gateway]);
        await cluster.AddAsync(Files("silo2"));
    }

    public async Task DisposeAsync()
    {
        if (cluster is not null)
        {
            await cluster.DisposeAsync();
        }

        authority?.Dispose();
        stranger?.Dispose();
        folder.Delete(recursive: true);
    }

    /// <summary>Has a client show a certificate, or none, and trust the authority.</summary>
    internal void Secure(IClientBuilder client, System.Security.Cryptography.X509Certificates.X509Certificate2? certificate) => client.UseTls(tls =>
    {
        tls.LocalCertificate = certificate;
        tls.RemoteCertificateMode = RemoteCertificateMode.RequireCertificate;
        tls.RemoteCertificateValidation = (silo, _, _) => Authority.HasSigned(silo);
        tls.OnAuthenticateAsClient = (_, options) => options.TargetHost = "toast";
    });

    private string[] Files(string name)
    {
        (string certificate, string key) = Authority.Issue(name);
        return ["--Toast:Cluster:Tls:Certificate", certificate, "--Toast:Cluster:Tls:Key", key, "--Toast:Cluster:Tls:Authority", Authority.Path];
    }
}

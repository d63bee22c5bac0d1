using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Orleans.Connections.Security;

namespace Toast.Silo;

/// <summary>
/// Mutual TLS between silos and with clients: everybody shows a certificate that the authority has signed. Names are not compared, since silos know each
/// other by address only; the authority is therefore one for this cluster.
/// </summary>
internal sealed class ClusterTls
{
    private readonly X509Certificate2 own;
    private readonly X509Certificate2Collection authority;

    private ClusterTls(X509Certificate2 own, X509Certificate2Collection authority)
    {
        this.own = own;
        this.authority = authority;
    }

    /// <exception cref="SettingException">A file holds something else.</exception>
    public static ClusterTls Of(TlsSettings settings)
    {
        try
        {
            using X509Certificate2 pair = X509Certificate2.CreateFromPemFile(settings.Certificate, settings.Key);
            var authority = new X509Certificate2Collection();
            authority.ImportFromPemFile(settings.Authority);
            return authority.Count == 0
                ? throw new CryptographicException()
                // Windows cannot use a key that was never in a store; a copy through PKCS #12 can be used everywhere.
                : new ClusterTls(X509CertificateLoader.LoadPkcs12(pair.Export(X509ContentType.Pkcs12), null), authority);
        }
        catch (Exception failure) when (failure is CryptographicException or ArgumentException or IOException or UnauthorizedAccessException)
        {
            throw new SettingException(
                $"{SiloOptions.Section}:{nameof(SiloOptions.Cluster)}:{nameof(ClusterSettings.Tls)} cannot be used: Certificate and Key must be PEM files that belong "
                + "together, Authority a PEM file with one certificate or more, and all of them readable.");
        }
    }

    public void Apply(TlsOptions tls)
    {
        tls.LocalCertificate = own;
        tls.RemoteCertificateMode = RemoteCertificateMode.RequireCertificate;
        tls.ClientCertificateMode = RemoteCertificateMode.RequireCertificate;
        tls.RemoteCertificateValidation = (certificate, chain, _) => IsTrusted(certificate, chain);
        tls.OnAuthenticateAsClient = (_, client) => client.TargetHost = "toast";
    }

    private bool IsTrusted(X509Certificate2? certificate, X509Chain? sent)
    {
        if (certificate is null)
        {
            return false;
        }

        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.AddRange(authority);
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        foreach (X509ChainElement element in sent?.ChainElements ?? Enumerable.Empty<X509ChainElement>())
        {
            chain.ChainPolicy.ExtraStore.Add(element.Certificate);
        }

        return chain.Build(certificate);
    }
}

using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Toast.Cluster.Tests.Tls;

/// <summary>An authority of one's own that signs certificates for silos and clients, as PEM files in a folder.</summary>
internal sealed class Authority : IDisposable
{
    private const string ServerUse = "1.3.6.1.5.5.7.3.1";
    private const string ClientUse = "1.3.6.1.5.5.7.3.2";

    private readonly string folder;
    private readonly X509Certificate2 root;
    private readonly RSA key = RSA.Create(2048);
    private readonly DateTimeOffset from = DateTimeOffset.UtcNow.AddDays(-1);

    public Authority(string folder)
    {
        this.folder = folder;
        var request = new CertificateRequest("CN=Authority of one cluster", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign | X509KeyUsageFlags.CrlSign, true));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, false));
        root = request.CreateSelfSigned(from, from.AddYears(1));
        File.WriteAllText(Path, root.ExportCertificatePem());
    }

    /// <summary>The file that says whom to trust.</summary>
    public string Path => System.IO.Path.Combine(folder, "authority.pem");

    /// <summary>Signs a certificate for both uses and gives the files of it and of its key.</summary>
    public (string Certificate, string Key) Issue(string name, bool expired = false)
    {
        using RSA ownKey = RSA.Create(2048);
        var request = new CertificateRequest($"CN={name}", ownKey, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(false, false, 0, true));
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid(ServerUse), new Oid(ClientUse)], false));
        using X509Certificate2 certificate = request.Create(root, from, expired ? from.AddHours(1) : from.AddMonths(6), RandomNumberGenerator.GetBytes(8));
        string certificateFile = System.IO.Path.Combine(folder, name + ".pem"), keyFile = System.IO.Path.Combine(folder, name + ".key");
        File.WriteAllText(certificateFile, certificate.ExportCertificatePem());
        File.WriteAllText(keyFile, ownKey.ExportPkcs8PrivateKeyPem());
        return (certificateFile, keyFile);
    }

    /// <summary>A certificate with its key, for a client in this process.</summary>
    public X509Certificate2 IssueForClient(string name, bool expired = false)
    {
        (string certificate, string ownKey) = Issue(name, expired);
        return X509Certificate2.CreateFromPemFile(certificate, ownKey);
    }

    /// <summary>Whether this authority has signed a certificate.</summary>
    public bool HasSigned(X509Certificate2? certificate)
    {
        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.Add(root);
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        return certificate is not null && chain.Build(certificate);
    }

    public void Dispose()
    {
        root.Dispose();
        key.Dispose();
    }
}

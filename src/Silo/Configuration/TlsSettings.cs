namespace Toast.Silo;

/// <summary>TLS between silos and for their clients: section <c>Toast:Cluster:Tls</c>. PEM files.</summary>
/// <param name="Certificate">The certificate of this silo, for server and client use.</param>
/// <param name="Key">Its private key.</param>
/// <param name="Authority">Who must have signed the certificates of all others, silos and clients alike; with the certificates in between.</param>
internal sealed record TlsSettings(string Certificate, string Key, string Authority)
{
    public static TlsSettings? Read(SettingsReader reader)
    {
        if (!reader.Exists)
        {
            return null;
        }

        string certificate = File(reader, nameof(Certificate)), key = File(reader, nameof(Key)), authority = File(reader, nameof(Authority));
        reader.RefuseOthers();
        return new TlsSettings(certificate, key, authority);
    }

    private static string File(SettingsReader reader, string key)
    {
        string? path = reader.Text(key);
        if (path is null)
        {
            reader.Refuse(key, "is missing. Name a PEM file; a silo with TLS needs its certificate, the key and the authority");
        }
        else if (!System.IO.File.Exists(path))
        {
            reader.Refuse(key, "names a file that does not exist or may not be read. Correct the path");
        }

        return path ?? "";
    }
}

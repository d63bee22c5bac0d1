namespace Toast.Servers;

/// <summary>How a PostgreSQL server is started.</summary>
public sealed record PostgresServerOptions
{
    /// <summary>Lines of postgresql.conf.</summary>
    public IReadOnlyDictionary<string, string> Settings { get; init; } = new Dictionary<string, string>();

    /// <summary>The password of the owner of everything; null for one made by chance.</summary>
    public string? Password { get; init; }

    /// <summary>Whether the server offers TLS.</summary>
    public bool Tls { get; init; }

    /// <summary>The name in the server's certificate.</summary>
    public string CertificateHost { get; init; } = "localhost";

    /// <summary>Whether the server's certificate has expired.</summary>
    public bool CertificateExpired { get; init; }

    /// <summary>A server to copy; the new one follows it as a standby.</summary>
    public PostgresServer? StandbyOf { get; init; }
}

namespace Toast.Servers;

/// <summary>How a PostgreSQL server is started.</summary>
public sealed record PostgresServerOptions
{
    /// <summary>Lines of postgresql.conf.</summary>
    public IReadOnlyDictionary<string, string> Settings { get; init; } = new Dictionary<string, string>();

    /// <summary>Whether the server offers TLS.</summary>
    public bool Tls { get; init; }

    /// <summary>The name in the server's certificate.</summary>
    public string CertificateHost { get; init; } = "localhost";

    /// <summary>A server to copy; the new one follows it as a standby.</summary>
    public PostgresServer? StandbyOf { get; init; }
}

namespace Toast.Servers;

/// <summary>How a Redis server is started.</summary>
public sealed record RedisServerOptions
{
    /// <summary>Lines of redis.conf; they win over the defaults, which keep everything on disk before it is acknowledged.</summary>
    public IReadOnlyDictionary<string, string> Settings { get; init; } = new Dictionary<string, string>();

    /// <summary>The password of the default user; null for none.</summary>
    public string? Password { get; init; }

    /// <summary>A further user with all rights; needs <see cref="UserPassword"/>.</summary>
    public string? User { get; init; }

    /// <summary>The password of <see cref="User"/>.</summary>
    public string? UserPassword { get; init; }

    /// <summary>Whether the server speaks TLS, and only TLS.</summary>
    public bool Tls { get; init; }

    /// <summary>The name in the server's certificate.</summary>
    public string CertificateHost { get; init; } = "localhost";
}

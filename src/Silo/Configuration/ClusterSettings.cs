using System.Net;

namespace Toast.Silo;

/// <summary>How this silo takes part in a cluster: section <c>Toast:Cluster</c>.</summary>
internal sealed record ClusterSettings
{
    private const int FewestWarmRecords = 1_000;
    private const int MostWarmRecords = 100_000_000;

    public ClusterMode Mode { get; init; }

    /// <summary>Where silos find each other: a <c>postgresql://</c> or <c>redis://</c> URL.</summary>
    public string? Membership { get; init; }

    /// <summary>Which silos belong together. Two clusters over one store are safe: versions are compared there.</summary>
    public string ClusterId { get; init; } = "toast";

    /// <summary>Part of every key that Orleans' own providers write: changing it hides what they keep.</summary>
    public string ServiceId { get; init; } = "toast";

    /// <summary>The address of this silo, for silos and clients: an IP address, or a name of this machine.</summary>
    public string Address { get; init; } = IPAddress.Loopback.ToString();

    /// <summary>The port for other silos; 0 for a free one, where no other silo has to know it beforehand.</summary>
    public int SiloPort { get; init; }

    /// <summary>The port for clients; 0 for none.</summary>
    public int GatewayPort { get; init; }

    /// <summary>Leaves the tables of the membership as they are and only checks them, for roles that may not create any. PostgreSQL only.</summary>
    public bool VerifyOnly { get; init; }

    /// <summary>How many records this silo keeps in memory; null for the default of the grains.</summary>
    public int? MaxWarmRecords { get; init; }

    /// <summary>Shows the Orleans Dashboard. Costs every grain call a little, since each is then counted.</summary>
    public bool Dashboard { get; init; }

    public TlsSettings? Tls { get; init; }

    public bool IsLoopback => IPAddress.TryParse(Address, out IPAddress? address)
        ? IPAddress.IsLoopback(address)
        : string.Equals(Address, "localhost", StringComparison.OrdinalIgnoreCase);

    public static ClusterSettings Read(SettingsReader reader)
    {
        ClusterMode mode = reader.Choice(nameof(Mode), SiloCluster.DefaultMode);
        bool shared = mode is ClusterMode.Postgres or ClusterMode.Redis;
        var settings = new ClusterSettings
        {
            Mode = mode,
            Membership = reader.Text(nameof(Membership)),
            ClusterId = reader.Text(nameof(ClusterId)) ?? "toast",
            ServiceId = reader.Text(nameof(ServiceId)) ?? "toast",
            Address = reader.Text(nameof(Address)) ?? IPAddress.Loopback.ToString(),
            SiloPort = reader.Number(nameof(SiloPort), 0, IPEndPoint.MaxPort) ?? (shared ? SiloDefaults.SiloPort : 0),
            GatewayPort = reader.Number(nameof(GatewayPort), 0, IPEndPoint.MaxPort) ?? (shared ? SiloDefaults.GatewayPort : 0),
            VerifyOnly = reader.Switch(nameof(VerifyOnly)),
            MaxWarmRecords = reader.Number(nameof(MaxWarmRecords), FewestWarmRecords, MostWarmRecords),
            Dashboard = reader.Switch(nameof(Dashboard)),
            Tls = TlsSettings.Read(reader.Section(nameof(Tls))),
        };
        settings.Check(reader);
        reader.RefuseOthers();
        return settings;
    }

    private void Check(SettingsReader reader)
    {
        string? scheme = Mode switch { ClusterMode.Postgres => "postgresql", ClusterMode.Redis => "redis", _ => null };
        if (scheme is not null && (Membership is null || !HasScheme(Membership, scheme)))
        {
            reader.Refuse(nameof(Membership), $"is no {scheme}:// URL. Name the place where silos find each other, such as {scheme}://host");
        }
        else if (scheme is null && Membership is not null)
        {
            reader.Refuse(nameof(Membership), "goes with Toast:Cluster:Mode postgres or redis. Set the mode, or remove it");
        }

        if (!SiloCluster.IsBuilt && Mode != ClusterMode.None)
        {
            reader.Refuse(nameof(Mode), "asks for a cluster, and this server was built without Orleans. Build it where Orleans restores, or set the mode to none");
        }

        if (Mode == ClusterMode.Local && !IsLoopback)
        {
            reader.Refuse(nameof(Address), "is one that other machines can reach, and a local cluster is for this one. Set the mode to postgres or redis");
        }

        if (Uri.CheckHostName(Address) == UriHostNameType.Unknown)
        {
            reader.Refuse(nameof(Address), "is neither an IP address nor the name of a host. Give the one under which silos and clients reach this silo");
        }
        else if (IPAddress.TryParse(Address, out IPAddress? address) && (address.Equals(IPAddress.Any) || address.Equals(IPAddress.IPv6Any)))
        {
            reader.Refuse(nameof(Address), "is a wildcard, under which nobody can reach this silo. Give the address of this machine");
        }
    }

    private static bool HasScheme(string url, string scheme)
    {
        try
        {
            return StorageUrl.Parse(url).Scheme is var given
                && (given == scheme || given == (scheme == "postgresql" ? "postgres" : "rediss"));
        }
        catch (StorageValidationException)
        {
            return false;
        }
    }
}

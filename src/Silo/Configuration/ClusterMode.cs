namespace Toast.Silo;

/// <summary>How the server finds other silos.</summary>
internal enum ClusterMode
{
    /// <summary>No cluster: records are carried by the embedded engine of this process.</summary>
    None,

    /// <summary>A cluster of this silo alone, or of silos of this machine that name the first one; its membership ends with the first silo.</summary>
    Local,

    /// <summary>Silos find each other in a table of PostgreSQL.</summary>
    Postgres,

    /// <summary>Silos find each other in Redis.</summary>
    Redis,
}

namespace Toast.Silo;

/// <summary>How the server finds other silos.</summary>
internal enum ClusterMode
{
    /// <summary>No cluster: records are carried by the embedded engine of this process.</summary>
    None,

    /// <summary>A cluster of this silo alone, on this machine. Its membership is in its memory.</summary>
    Local,

    /// <summary>Silos find each other in a table of PostgreSQL.</summary>
    Postgres,

    /// <summary>Silos find each other in Redis.</summary>
    Redis,
}

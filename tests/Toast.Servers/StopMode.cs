namespace Toast.Servers;

/// <summary>How hard a server is stopped.</summary>
public enum StopMode
{
    /// <summary>It ends its connections and writes out what it has.</summary>
    Fast,

    /// <summary>It ends at once and recovers at the next start. For Redis the same as <see cref="Kill"/>.</summary>
    Immediate,

    /// <summary>All its processes are killed.</summary>
    Kill,
}

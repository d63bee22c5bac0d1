namespace Toast.Engine;

/// <summary>Where writes come from that are sent together.</summary>
internal enum WritesFrom
{
    /// <summary>One caller, who has all of them ready.</summary>
    Bulk,

    /// <summary>Callers of their own, who come back with more when theirs are written.</summary>
    Callers,

    /// <summary>
    /// Callers of their own too. None comes twice, and whoever brings them sees to it that nobody else writes these records through this store meanwhile. They
    /// are one operation where the store can, as new records are anyway.
    /// </summary>
    Turns,
}

namespace Toast.Sqlite;

/// <summary>Something that may be given up while it waits.</summary>
internal interface ICancellable
{
    /// <summary>True once nobody waits for it any more.</summary>
    bool IsCancelled { get; }

    /// <summary>Says that another process holds the lock, so that giving up from now on is told as that.</summary>
    void WaitsForLock();
}

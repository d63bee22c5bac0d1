namespace Toast;

/// <summary>What a dump does when another writer changed the record since the instance was restored.</summary>
public enum ConcurrencyMode
{
    /// <summary>The dump replaces whatever is stored. No <see cref="ConcurrencyException"/> reaches the caller.</summary>
    LastWriteWins,

    /// <summary>The dump succeeds only on the version the instance was restored or dumped with, else <see cref="ConcurrencyException"/>.</summary>
    Optimistic,
}

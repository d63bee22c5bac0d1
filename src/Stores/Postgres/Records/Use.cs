namespace Toast.Postgres;

/// <summary>What a statement does, as far as a lost connection matters.</summary>
internal enum Use
{
    /// <summary>Changes nothing.</summary>
    Read,

    /// <summary>Changes nothing, and nobody asks again: what died in the pool is passed over.</summary>
    ReadOnce,

    /// <summary>Changes something, and may be sent again.</summary>
    Write,

    /// <summary>Changes something, and must not be sent again after it may have arrived.</summary>
    WriteOnce,
}

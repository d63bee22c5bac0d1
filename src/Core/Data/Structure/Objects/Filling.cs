namespace Toast.Data.Structure;

/// <summary>How a member gets its stored value.</summary>
internal enum Filling
{
    /// <summary>Assigned.</summary>
    Set,

    /// <summary>Assigned, with the comparer of the instance that is there.</summary>
    SetOver,

    /// <summary>The instance that is there is emptied and filled; the member cannot be assigned.</summary>
    Refill,

    /// <summary>
    /// As <see cref="Refill"/>, if the getter gives the same instance each time. One that makes a new collection at each call is computed and is
    /// not stored.
    /// </summary>
    RefillIfStable,
}

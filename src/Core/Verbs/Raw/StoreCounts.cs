namespace Toast;

/// <summary>How many records a store holds, by class.</summary>
/// <param name="Store">The name of the store, or its URL without user info and options.</param>
/// <param name="Classes">The classes that live in this store, by name; empty if they could not be counted.</param>
/// <param name="IsComplete">False if there may be further classes, and more records of each: the store was too large to be counted whole, or failed.</param>
/// <param name="Code">The <see cref="ErrorCodes">code</see> of the failure, when the store could not be counted.</param>
public sealed record StoreCounts(string Store, IReadOnlyList<ClassCount> Classes, bool IsComplete, string? Code = null)
{
    /// <summary>
    /// Classes of which this store holds records that cannot be reached by their class name: the class lives in another store, or is not accepted here.
    /// </summary>
    public IReadOnlyList<ClassCount> Unreachable { get; init; } = [];
}

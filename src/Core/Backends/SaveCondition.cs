namespace Toast;

/// <summary>What must hold in the store for a write or a delete to happen. The store itself compares, in the same step as the write.</summary>
/// <param name="Kind">Which rule applies.</param>
/// <param name="Version">For <see cref="SaveConditionKind.VersionIs"/>: the version the record must have.</param>
/// <param name="Created">
/// For <see cref="SaveConditionKind.VersionIs"/>, optional: the created time the record must have, so that a record that was deleted and made
/// again does not pass for the earlier one.
/// </param>
public readonly record struct SaveCondition(SaveConditionKind Kind, long Version = 0, DateTimeOffset? Created = null)
{
    /// <summary>Write whatever is stored: create or replace.</summary>
    public static SaveCondition Any => new(SaveConditionKind.Any);

    /// <summary>Write only over an existing record, whatever its version.</summary>
    public static SaveCondition Exists => new(SaveConditionKind.Exists);

    /// <summary>Write only where no live record exists.</summary>
    public static SaveCondition Missing => new(SaveConditionKind.Missing);

    /// <summary>Write only over the given version; 0 means <see cref="Missing"/>.</summary>
    /// <param name="version">The version the record must have, or 0.</param>
    /// <param name="created">The created time the record must have, or null for any.</param>
    /// <returns>The condition.</returns>
    public static SaveCondition VersionIs(long version, DateTimeOffset? created = null) =>
        version == 0 ? Missing : new(SaveConditionKind.VersionIs, version, created);

    /// <summary>
    /// Decides whether the condition holds for what is stored. Backends that compare in code of their own (memory, file) call this, so that
    /// every store decides alike.
    /// </summary>
    /// <param name="current">The live record in the store, or null if there is none or it has expired.</param>
    /// <returns><see cref="SaveStatus.Saved"/> if the write may happen, else why not.</returns>
    public SaveStatus Decide(StoredRecord? current) => Kind switch
    {
        SaveConditionKind.Any => SaveStatus.Saved,
        SaveConditionKind.Exists => current is null ? SaveStatus.NotFound : SaveStatus.Saved,
        SaveConditionKind.Missing => current is null ? SaveStatus.Saved : SaveStatus.Conflict,
        _ when current is null => SaveStatus.NotFound,
        _ => current.Version == Version && (Created is null || Created == current.Created) ? SaveStatus.Saved : SaveStatus.Conflict,
    };
}

namespace Toast;

/// <summary>A delete that a store decides itself.</summary>
/// <param name="Key">Class name and id.</param>
/// <param name="Condition">
/// <see cref="SaveCondition.Any"/> deletes whatever is there; <see cref="SaveCondition.VersionIs"/> only that version.
/// </param>
public readonly record struct DeleteRequest(RecordKey Key, SaveCondition Condition);

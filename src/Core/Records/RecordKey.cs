namespace Toast;

/// <summary>The key of a record: class name and id. The same id under two class names is two records.</summary>
/// <param name="ClassName">The class name the record is stored under; compared ordinally, case matters.</param>
/// <param name="Id">The id of the record.</param>
public readonly record struct RecordKey(string ClassName, Guid Id)
{
    /// <inheritdoc/>
    public override string ToString() => $"{ClassName}/{Id:D}";
}

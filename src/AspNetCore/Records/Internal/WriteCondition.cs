namespace Toast.AspNetCore;

/// <summary>What a write or delete must find, as the headers of a request say it.</summary>
/// <param name="Kind">Which rule applies.</param>
/// <param name="Version">For <see cref="WriteConditionKind.Version"/>: the version, from 1.</param>
internal readonly record struct WriteCondition(WriteConditionKind Kind, long Version = 0)
{
    public static WriteCondition None => new(WriteConditionKind.None);

    public static WriteCondition Missing => new(WriteConditionKind.Missing);

    public static WriteCondition Exists => new(WriteConditionKind.Exists);

    public static WriteCondition ForVersion(long? version) =>
        version is { } known ? new(WriteConditionKind.Version, known) : new(WriteConditionKind.Never);
}

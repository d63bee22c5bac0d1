namespace Toast.Client.Wire;

/// <summary>A <see cref="SaveCondition"/> on the wire. The kinds are numbered here, so that their order in code means nothing.</summary>
[GenerateSerializer, Immutable, Alias("toast.Condition")]
internal readonly record struct WireCondition
{
    private const int Any = 0;
    private const int Exists = 1;
    private const int Missing = 2;
    private const int VersionIs = 3;

    [Id(0)]
    public int Kind { get; init; }

    [Id(1)]
    public long Version { get; init; }

    [Id(2)]
    public DateTimeOffset? Created { get; init; }

    public static WireCondition Of(SaveCondition condition) => new()
    {
        Kind = condition.Kind switch
        {
            SaveConditionKind.Any => Any,
            SaveConditionKind.Exists => Exists,
            SaveConditionKind.Missing => Missing,
            _ => VersionIs,
        },
        Version = condition.Version,
        Created = condition.Created,
    };

    /// <exception cref="StorageValidationException">The kind is one of a later version of Toast.</exception>
    public SaveCondition ToCondition() => Kind switch
    {
        Any => SaveCondition.Any,
        Exists => SaveCondition.Exists,
        Missing => SaveCondition.Missing,
        VersionIs when Version > 0 => SaveCondition.VersionIs(Version, Created),
        _ => throw new StorageValidationException(
            ErrorCodes.InvalidValue, $"The condition of the call is of kind {Kind} with version {Version}, which this silo does not know. Update the silo, or the client."),
    };
}

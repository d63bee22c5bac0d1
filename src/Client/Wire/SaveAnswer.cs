namespace Toast.Client.Wire;

/// <summary>How a write ended.</summary>
[GenerateSerializer, Immutable, Alias("toast.Saved")]
internal readonly record struct SaveAnswer
{
    [Id(0)]
    public WireStatus Status { get; init; }

    [Id(1)]
    public long Version { get; init; }

    [Id(2)]
    public DateTimeOffset Created { get; init; }

    [Id(3)]
    public DateTimeOffset Updated { get; init; }

    [Id(4)]
    public DateTimeOffset? Expires { get; init; }

    /// <summary>Why this record failed, where others did not.</summary>
    public ExternalStorageException? Error
    {
        get => (ExternalStorageException?)Failure;
        init => Failure = value;
    }

    /// <summary>Declared as an object, because the codec of a converted exception cannot write null.</summary>
    [Id(5)]
    private object? Failure { get; init; }

    public static SaveAnswer Of(SaveResult result) => new()
    {
        Status = (WireStatus)result.Status,
        Version = result.Version,
        Created = result.Created,
        Updated = result.Updated,
        Expires = result.Expires,
        Error = result.Error,
    };

    public SaveResult ToResult() => new((SaveStatus)Status, Version, Created, Updated, Expires, Error);
}

namespace Toast.Client.Wire;

/// <summary>A delete.</summary>
[GenerateSerializer, Immutable, Alias("toast.Delete")]
internal readonly record struct DeleteCall
{
    [Id(0)]
    public WirePlace Place { get; init; }

    [Id(1)]
    public WireCondition Condition { get; init; }

    /// <summary>How long the caller waits from now on.</summary>
    [Id(2)]
    public TimeSpan Budget { get; init; }
}

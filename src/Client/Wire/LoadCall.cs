namespace Toast.Client.Wire;

/// <summary>A read of one record.</summary>
[GenerateSerializer, Immutable, Alias("toast.Load")]
internal readonly record struct LoadCall
{
    [Id(0)]
    public WirePlace Place { get; init; }

    /// <summary>The store's current content is asked for, not what a grain remembers.</summary>
    [Id(1)]
    public bool Fresh { get; init; }

    /// <summary>How long the caller waits from now on.</summary>
    [Id(2)]
    public TimeSpan Budget { get; init; }
}

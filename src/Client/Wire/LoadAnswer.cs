namespace Toast.Client.Wire;

/// <summary>What became of one read among many.</summary>
[GenerateSerializer, Immutable, Alias("toast.Loaded")]
internal readonly record struct LoadAnswer
{
    /// <summary>The record; null if there is none, or it did not fit.</summary>
    [Id(0)]
    public WireRecord? Record { get; init; }

    /// <summary>The record did not fit into the message, or its grain could not be reached from there; it is to be asked for alone.</summary>
    [Id(1)]
    public bool IsLeftOut { get; init; }

    /// <summary>Why this record could not be read.</summary>
    public ExternalStorageException? Error
    {
        get => (ExternalStorageException?)Failure;
        init => Failure = value;
    }

    /// <summary>Declared as an object, because the codec of a converted exception cannot write null.</summary>
    [Id(2)]
    private object? Failure { get; init; }
}

namespace Toast.Client.Wire;

/// <summary>Many writes in one message, no more than fit.</summary>
[GenerateSerializer, Immutable, Alias("toast.SaveMany")]
internal sealed class SaveManyCall
{
    [Id(0)]
    public required WireKey[] Keys { get; init; }

    /// <summary>One write for each key, in order.</summary>
    [Id(1)]
    public required SaveCall[] Saves { get; init; }
}

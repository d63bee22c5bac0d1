namespace Toast.Client.Wire;

/// <summary><see cref="RecordCounts"/> on the wire.</summary>
[GenerateSerializer, Immutable, Alias("toast.Counted")]
internal sealed class CountAnswer
{
    [Id(0)]
    public required string[] Classes { get; init; }

    /// <summary>One for each class, in order.</summary>
    [Id(1)]
    public required long[] Records { get; init; }

    [Id(2)]
    public required bool IsComplete { get; init; }

    public static CountAnswer Of(RecordCounts counts) => new()
    {
        Classes = [.. counts.Classes.Select(count => count.ClassName)],
        Records = [.. counts.Classes.Select(count => count.Records)],
        IsComplete = counts.IsComplete,
    };

    public RecordCounts ToCounts() => new([.. Classes.Select((name, i) => new ClassCount(name, Records[i]))], IsComplete);
}

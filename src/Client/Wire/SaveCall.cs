namespace Toast.Client.Wire;

/// <summary>A write. The data is passed by reference inside a process, and nobody writes to it.</summary>
[GenerateSerializer, Immutable, Alias("toast.Save")]
internal sealed class SaveCall
{
    [Id(0)]
    public required WirePlace Place { get; init; }

    [Id(1)]
    public required ReadOnlyMemory<byte> Data { get; init; }

    [Id(2)]
    public required int SchemaVersion { get; init; }

    [Id(3)]
    public required WireCondition Condition { get; init; }

    [Id(4)]
    public TimeSpan? TimeToLive { get; init; }

    [Id(5)]
    public required Guid WriteId { get; init; }

    /// <summary>No record of this id was ever sent before.</summary>
    [Id(6)]
    public bool IsNewId { get; init; }

    /// <summary>This write was sent before, and may have arrived.</summary>
    [Id(7)]
    public bool IsRepeat { get; init; }

    /// <summary>How long the caller waits from now on.</summary>
    [Id(8)]
    public required TimeSpan Budget { get; init; }

    public static SaveCall Of(WirePlace place, SaveRequest request, TimeSpan budget, bool isRepeat) => new()
    {
        Place = place,
        Data = request.Data,
        SchemaVersion = request.SchemaVersion,
        Condition = WireCondition.Of(request.Condition),
        TimeToLive = request.TimeToLive,
        WriteId = request.WriteId,
        IsNewId = request.IsNewId && !isRepeat,
        IsRepeat = request.IsRepeat || isRepeat,
        Budget = budget,
    };

    public SaveRequest ToRequest(RecordKey key) => new()
    {
        Key = key,
        Data = Data,
        SchemaVersion = SchemaVersion,
        Condition = Condition.ToCondition(),
        TimeToLive = TimeToLive,
        WriteId = WriteId,
        IsNewId = IsNewId,
        IsRepeat = IsRepeat,
    };
}

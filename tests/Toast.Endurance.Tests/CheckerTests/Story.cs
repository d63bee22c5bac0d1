using Toast.Endurance.Tests.Checks;
using Toast.Endurance.Tests.History;

namespace Toast.Endurance.Tests.CheckerTests;

/// <summary>A history made by hand. Times are small numbers, the life is 1 unless another is named.</summary>
internal sealed class Story(bool isCounter = false)
{
    private readonly RecordHistory history = new("Story", isCounter);
    private readonly Disturbances disturbances = new();

    public Story Wrote(long start, long end, long stamp, long version, long life = 1, long count = 0, int lostTries = 0) =>
        Add(OperationKind.Write, start, end, Outcome.Acknowledged, stamp, new Place(life, version), count, lostTries);

    public Story WroteIf(long expected, long start, long end, long stamp, long version, long life = 1, long? expectedLife = null, long count = 0)
    {
        history.Add(new Operation
        {
            Kind = OperationKind.ConditionalWrite,
            Start = start,
            End = end,
            Outcome = Outcome.Acknowledged,
            Stamp = stamp,
            Place = new Place(life, version),
            Expected = expected,
            ExpectedLife = expectedLife,
            Count = count,
        });
        return this;
    }

    public Story LostAnswer(long start, long end, long stamp) => Add(OperationKind.Write, start, end, Outcome.Unknown, stamp, null);

    public Story WasRefused(long start, long end, long stamp) => Add(OperationKind.Write, start, end, Outcome.Refused, stamp, null);

    public Story Deleted(long start, long end) => Add(OperationKind.Delete, start, end, Outcome.Acknowledged, 0, null);

    public Story LostDelete(long start, long end) => Add(OperationKind.Delete, start, end, Outcome.Unknown, 0, null);

    public Story Read(long start, long end, long stamp, long version, long life = 1, long count = 0) =>
        Add(OperationKind.Read, start, end, Outcome.Acknowledged, stamp, new Place(life, version), count);

    public Story ReadTorn(long start, long end)
    {
        history.Add(new Operation
        {
            Kind = OperationKind.Read,
            Start = start,
            End = end,
            Outcome = Outcome.Acknowledged,
            Place = new Place(1, 1),
            IsTorn = true,
        });
        return this;
    }

    public Story FoundNothing(long start, long end) => Add(OperationKind.Read, start, end, Outcome.Acknowledged, 0, null);

    public Story Disturbed(long start, long end)
    {
        disturbances.Add(start, end);
        return this;
    }

    /// <summary>The rules that the history breaks, each once.</summary>
    public Rule[] Broken() => [.. HistoryChecker.Check(history, disturbances).Select(violation => violation.Rule).Distinct().Order()];

    private Story Add(OperationKind kind, long start, long end, Outcome outcome, long stamp, Place? place, long count = 0, int lostTries = 0)
    {
        history.Add(new Operation
        {
            Kind = kind,
            Start = start,
            End = end,
            Outcome = outcome,
            Stamp = stamp,
            Place = place,
            Count = count,
            LostTries = lostTries,
        });
        return this;
    }
}

namespace Toast.Endurance.Tests.History;

/// <summary>When the store was disturbed, from the start of the fault until callers succeeded again.</summary>
internal sealed class Disturbances
{
    private readonly Lock gate = new();
    private readonly List<(long Start, long End)> spans = [];

    public void Add(long start, long end)
    {
        lock (gate)
        {
            spans.Add((start, end));
        }
    }

    /// <summary>True if the store was disturbed at a moment of the span, so that the engine may have sent an operation more than once.</summary>
    public bool Touch(long start, long end)
    {
        lock (gate)
        {
            return spans.Any(span => span.Start <= end && start <= span.End);
        }
    }
}

namespace Toast.Endurance.Tests.History;

/// <summary>All that callers did to one record, in the order in which their answers came. Only grows; safe for many callers.</summary>
/// <param name="name">The reference, for messages.</param>
/// <param name="isCounter">True if the record is only ever raised by one, so that its counter follows from its version.</param>
internal sealed class RecordHistory(string name, bool isCounter = false)
{
    private readonly Lock gate = new();
    private readonly List<Operation> operations = [];

    public string Name { get; } = name;

    public bool IsCounter { get; } = isCounter;

    public void Add(Operation operation)
    {
        lock (gate)
        {
            operations.Add(operation);
        }
    }

    public IReadOnlyList<Operation> ToList()
    {
        lock (gate)
        {
            return [.. operations];
        }
    }
}

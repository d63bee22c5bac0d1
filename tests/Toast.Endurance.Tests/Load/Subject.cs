using Toast.Endurance.Tests.History;

namespace Toast.Endurance.Tests.Load;

/// <summary>One record that callers work on, and its history.</summary>
internal sealed class Subject(Type model, ExternalReference reference)
{
    private volatile bool isGone;

    public Type Model { get; } = model;

    public ExternalReference Reference { get; } = reference;

    public RecordHistory History { get; } = new(reference.ToString(), isCounter: model == typeof(Tally));

    /// <summary>A hint for choosing what to do next: the last thing heard of the record was that it is not there.</summary>
    public bool IsGone
    {
        get => isGone;
        set => isGone = value;
    }
}

namespace Toast.Worker;

/// <summary>A model that the tests and their other processes share.</summary>
[External("main")]
public sealed class Tally
{
    public int Count { get; set; }

    /// <summary>Repeats the count, so that a mix of two writes shows.</summary>
    public string Text { get; set; } = "";
}

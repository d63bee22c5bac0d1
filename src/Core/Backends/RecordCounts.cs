namespace Toast;

/// <summary>How many records a store holds.</summary>
/// <param name="Classes">The classes, each once.</param>
/// <param name="IsComplete">False if the count was ended before all was counted: there may be further classes, and more records of each.</param>
public sealed record RecordCounts(IReadOnlyList<ClassCount> Classes, bool IsComplete = true);

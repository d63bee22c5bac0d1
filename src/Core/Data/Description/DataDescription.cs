namespace Toast.Data;

/// <summary>What the JSON of a type looks like, for those who describe it to others.</summary>
/// <param name="Kind">What stands there.</param>
internal sealed record DataDescription(DataKind Kind)
{
    /// <summary>The form of a text, or the width of a number, as OpenAPI names it; null for none.</summary>
    public string? Format { get; init; }

    /// <summary>The only texts that may stand there; empty for any.</summary>
    public IReadOnlyList<string> Texts { get; init; } = [];

    /// <summary>Of lists and dictionaries: what is in them.</summary>
    public DataDescription? Item { get; init; }

    /// <summary>Of objects: what is in them, in the order of writing.</summary>
    public IReadOnlyList<MemberDescription> Members { get; init; } = [];

    /// <summary>Of references: the model, or a base of it.</summary>
    public Type? Model { get; init; }

    /// <summary>Of one of several: those.</summary>
    public IReadOnlyList<DataDescription> Variants { get; init; } = [];

    /// <summary>True if null may stand there.</summary>
    public bool AllowsNull { get; init; }
}

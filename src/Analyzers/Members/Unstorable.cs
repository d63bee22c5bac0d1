namespace Toast.Analyzers;

/// <summary>Why values of a type cannot be stored.</summary>
/// <param name="reason">Ends the sentence "cannot be stored: ...".</param>
/// <param name="remedy">Begins the sentence that names the way out.</param>
internal sealed class Unstorable(string reason, string remedy)
{
    public static readonly Unstorable NotData = new("it is not data", "Store the data it was made from");

    public static readonly Unstorable Untyped = new(
        "the type of the value would be lost", "Use JsonElement, a registered base type or a generic parameter");

    public static readonly Unstorable UntypedItems = new(
        "the types of its items would be lost", "Use a generic collection such as List<T> or Dictionary<TKey, TValue>");

    public static readonly Unstorable Rectangular = new("JSON has no multi-dimensional arrays", "Use a jagged array such as int[][]");

    public static readonly Unstorable Frozen = new(
        "a frozen collection cannot be rebuilt as it was", "Use an immutable or ordinary dictionary or set, and freeze it after loading");

    public static readonly Unstorable AsyncSequence = new("reading it is I/O", "Read it into a List<T> first");

    public string Reason { get; } = reason;

    public string Remedy { get; } = remedy;
}

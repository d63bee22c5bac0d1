namespace Toast.Data;

/// <summary>
/// A value or JSON that cannot be written or read. Converters throw it where they stand; each level on the way out adds its part of the path, and
/// the codec turns it into a <see cref="StorageValidationException"/>. It never holds a value.
/// </summary>
internal sealed class DataFault : Exception
{
    private readonly List<string> segments = [];

    /// <param name="code">One of <see cref="ErrorCodes"/>, or null for "invalid value", which becomes invalid_value or stored_data_invalid by direction.</param>
    /// <param name="problem">What is wrong, as the end of a sentence: "is not a number of type Int32". No value.</param>
    /// <param name="expected">What was expected.</param>
    /// <param name="actual">What was found: a JSON kind, never a value.</param>
    /// <param name="remedy">What to do, as a sentence, or null.</param>
    /// <param name="inner">The cause, if another library reported it.</param>
    public DataFault(string? code, string problem, string? expected = null, string? actual = null, string? remedy = null, Exception? inner = null)
        : base(problem, inner)
    {
        Code = code;
        Expected = expected;
        Actual = actual;
        Remedy = remedy;
    }

    public string? Code { get; }

    public string? Expected { get; }

    public string? Actual { get; }

    public string? Remedy { get; }

    /// <summary>The path of stored names, such as <c>$.items[3].price</c>.</summary>
    public string Path => "$" + string.Concat(Enumerable.Reverse(segments));

    /// <summary>Adds the member the fault passed through. Called from the innermost level outwards.</summary>
    public void PrependMember(string storedName) => segments.Add(DataPath.Member(storedName));

    /// <summary>Adds the list position the fault passed through.</summary>
    public void PrependIndex(int index) => segments.Add(DataPath.Index(index));

    /// <summary>The same fault, at the same path, under another code.</summary>
    public DataFault WithCode(string? code)
    {
        var fault = new DataFault(code, Message, Expected, Actual, Remedy, InnerException);
        fault.segments.AddRange(segments);
        return fault;
    }
}

using System.Text.Json;

namespace Toast.Data.Scalars;

/// <summary>The faults that all scalar converters share. They name the expected type and the JSON kind found, never the value.</summary>
internal static class ScalarFault
{
    /// <summary>Another JSON kind stands where a number of this type belongs.</summary>
    public static DataFault NotNumber(string type, JsonTokenType found) => NotKind("a number", type, Kind(found));

    /// <summary>Another JSON kind stands where text of this type belongs.</summary>
    public static DataFault NotText(string type, JsonTokenType found) => NotKind("text", type, Kind(found));

    /// <summary>Another JSON kind stands where this type belongs, which has a kind of its own.</summary>
    public static DataFault NotKind(string type, JsonTokenType found)
    {
        string kind = Kind(found);
        return new DataFault(null, $"is not a value of type {type} (found {kind})", type, kind);
    }

    /// <summary>A number that this type cannot hold exactly.</summary>
    public static DataFault NumberDoesNotFit(string type) =>
        new(null, $"is a number that does not fit the type {type}", type, "number");

    /// <summary>Text that does not spell a value of this type.</summary>
    public static DataFault TextDoesNotFit(string type, Exception? inner = null) =>
        new(null, $"is text that is not a value of type {type}", type, "text", inner: inner);

    /// <summary>Half of a surrogate pair, or bytes that are not UTF-8.</summary>
    public static DataFault BrokenText(Exception? inner = null) => new(
        null,
        "is text with a lone surrogate or broken UTF-8, which JSON cannot carry",
        "well-formed Unicode text",
        "broken text",
        "Store arbitrary bytes as byte[].",
        inner);

    /// <summary>A number with more digits than any record may hold.</summary>
    public static DataFault TooManyDigits(int limit) =>
        new(null, $"is a number of more than {limit} digits", $"at most {limit} digits", "number");

    /// <summary>
    /// The JSON kind of a token, as messages call it. True and false are one kind: telling them apart would tell the value.
    /// </summary>
    public static string Kind(JsonTokenType token) => token switch
    {
        JsonTokenType.StartObject or JsonTokenType.EndObject => "object",
        JsonTokenType.StartArray or JsonTokenType.EndArray => "array",
        JsonTokenType.String or JsonTokenType.PropertyName => "text",
        JsonTokenType.Number => "number",
        JsonTokenType.True or JsonTokenType.False => "boolean",
        JsonTokenType.Null => "null",
        _ => "nothing",
    };

    private static DataFault NotKind(string expectedKind, string type, string found) =>
        new(null, $"is not {expectedKind} of type {type} (found {found})", type, found);
}

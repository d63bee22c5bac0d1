using System.Globalization;

namespace Toast.Data.Guard;

/// <summary>The wording of what the guard refuses. No text from the input, except in paths, which are escaped.</summary>
internal static class JsonFaults
{
    public static DataFault TooLarge(int length, int limit) => new(
        ErrorCodes.RecordTooLarge,
        string.Create(CultureInfo.InvariantCulture, $"is {length} bytes of JSON, and the limit is {limit}"),
        remedy: "Split the data over several records, or raise MaxRecordBytes.");

    public static DataFault TooDeep(int limit) => new(
        ErrorCodes.TooDeep,
        string.Create(CultureInfo.InvariantCulture, $"is nested deeper than the limit of {limit} levels"),
        remedy: "Flatten the data, or raise MaxDepth.");

    public static DataFault TooManyDigits(long digits, int limit) => new(
        ErrorCodes.InvalidValue,
        string.Create(CultureInfo.InvariantCulture, $"is a number of {digits} digits when written out, and the limit is {limit}"),
        expected: string.Create(CultureInfo.InvariantCulture, $"a number of at most {limit} digits"),
        actual: "number",
        remedy: "Send a shorter number, or text.");

    public static DataFault LoneSurrogate(JsonPosition position) => new(
        ErrorCodes.InvalidValue,
        $"holds half of a surrogate pair, which is not text, at {position}",
        expected: "well-formed Unicode text",
        actual: "string",
        remedy: "Send both halves, or neither.");

    public static DataFault NotStrict(string problem, JsonPosition position) => new(
        ErrorCodes.InvalidJson,
        $"is not strict JSON: {problem} at {position}",
        expected: "strict JSON (RFC 8259) in UTF-8",
        remedy: "Send one JSON value without comments, trailing commas, duplicate keys or byte order mark.");
}

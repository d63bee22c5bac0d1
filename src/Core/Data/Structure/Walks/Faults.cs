using System.Globalization;
using System.Text.Json;

namespace Toast.Data.Structure;

/// <summary>The faults that several shapes report, worded once.</summary>
internal static class Faults
{
    public static DataFault TooDeep(int maxDepth) =>
        new(
            ErrorCodes.TooDeep,
            string.Create(CultureInfo.InvariantCulture, $"is nested deeper than the limit of {maxDepth} levels"),
            expected: string.Create(CultureInfo.InvariantCulture, $"at most {maxDepth} levels"),
            remedy: "Store the inner part as a record of its own, or raise MaxRecordBytes.");

    public static DataFault Cycle() =>
        new(
            ErrorCodes.Cycle,
            "refers back to an object that contains it",
            remedy: "Make the back reference an External<T>, or mark it [JsonIgnore].");

    public static DataFault TooLarge(int maxBytes) =>
        new(
            ErrorCodes.RecordTooLarge,
            string.Create(CultureInfo.InvariantCulture, $"makes the record larger than the limit of {maxBytes} bytes"),
            expected: string.Create(CultureInfo.InvariantCulture, $"at most {maxBytes} bytes"),
            remedy: "Store large parts as records of their own, or raise MaxRecordBytes.");

    public static DataFault WrongKind(ref readonly Utf8JsonReader reader, string expected) =>
        new(null, $"is not {expected}", expected, Kind(reader.TokenType));

    public static DataFault NullValue(Type type) =>
        new(null, $"is null, and {TypeNames.Show(type)} has no null", TypeNames.Show(type), "null");

    public static DataFault Twice() =>
        new(ErrorCodes.InvalidJson, "appears twice in one object", remedy: "Keep one of the two.");

    public static DataFault Missing() =>
        new(null, "is required and missing", expected: "a value", actual: "nothing");

    public static DataFault WrongType(Type declared, Type actual) =>
        new(
            null,
            $"holds a {TypeNames.Show(actual)} where {TypeNames.Show(declared)} is declared",
            TypeNames.Show(declared),
            TypeNames.Show(actual),
            $"Register {actual.Name} as a subtype of {declared.Name}, for example with [JsonDerivedType].");

    public static DataFault Incomplete() => new(ErrorCodes.InvalidJson, "ends before it is complete");

    /// <summary>True for what user code, converters and the JSON library throw because of data; false for what must pass as it is.</summary>
    public static bool IsAboutData(Exception exception) =>
        exception switch
        {
            OutOfMemoryException or OperationCanceledException => false,
            StorageValidationException validation => validation.Code == ErrorCodes.InvalidReference,
            ExternalStorageException => false,
            _ => true,
        };

    public static DataFault FromForeign(Exception exception) =>
        exception switch
        {
            // The reader throws a subclass of its own for text that is not JSON; converters throw the plain type for values they refuse.
            JsonException when exception.GetType() != typeof(JsonException) =>
                new DataFault(ErrorCodes.InvalidJson, "is not valid JSON", inner: exception),
            StorageValidationException validation =>
                new DataFault(validation.Code, "is not a reference", validation.Expected, inner: exception, remedy: "Pass it as a dump returned it."),
            _ => new DataFault(null, $"was refused by the code of the model or a converter ({exception.GetType().Name})", inner: exception),
        };

    public static string Kind(JsonTokenType token) =>
        token switch
        {
            JsonTokenType.StartObject or JsonTokenType.EndObject => "object",
            JsonTokenType.StartArray or JsonTokenType.EndArray => "array",
            JsonTokenType.String or JsonTokenType.PropertyName => "string",
            JsonTokenType.Number => "number",
            JsonTokenType.True or JsonTokenType.False => "boolean",
            JsonTokenType.Null => "null",
            _ => "nothing",
        };
}

using System.Text.Json;
using System.Text.Unicode;

namespace Toast.AspNetCore;

/// <summary>Reads a reference from a request body, strictly.</summary>
internal static class ReferenceBody
{
    public static ExternalReference Parse(ReadOnlySpan<byte> json)
    {
        if (!Utf8.IsValid(json))
        {
            throw InvalidJson("is not valid UTF-8");
        }

        try
        {
            RefuseRepeatedKeys(json);
            var reader = new Utf8JsonReader(json);
            reader.Read();
            return ExternalReferenceJsonConverter.Read(ref reader);
        }
        catch (JsonException fault)
        {
            throw InvalidJson($"breaks off being JSON in line {fault.LineNumber + 1}, byte {fault.BytePositionInLine + 1}");
        }
    }

    /// <summary>Reads the whole text, so that anything after its end is found too, and looks for keys that an object has twice.</summary>
    private static void RefuseRepeatedKeys(ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json);
        var keys = new Stack<HashSet<string>>();
        while (reader.Read())
        {
            switch (reader.TokenType)
            {
                case JsonTokenType.StartObject:
                    keys.Push(new HashSet<string>(StringComparer.Ordinal));
                    break;
                case JsonTokenType.EndObject:
                    keys.Pop();
                    break;
                case JsonTokenType.PropertyName when !keys.Peek().Add(Key(ref reader)):
                    throw InvalidJson("has a key twice");
            }
        }
    }

    private static string Key(ref Utf8JsonReader reader)
    {
        try
        {
            return reader.GetString()!;
        }
        catch (InvalidOperationException)
        {
            throw InvalidJson("has a key that is not valid text");
        }
    }

    private static StorageValidationException InvalidJson(string problem) =>
        new(ErrorCodes.InvalidJson, $"The reference in the body {problem}. Send one JSON object, as it was returned by a dump.")
        {
            Expected = "an object with exactly class_name and id",
        };
}

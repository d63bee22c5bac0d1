using System.Text.Json;
using System.Text.Json.Serialization;

namespace Toast.Data.Scalars;

/// <summary>A class whose values have one text each.</summary>
/// <param name="format">The text of a value.</param>
/// <param name="parse">
/// The value of a text, or null if there is none. Reads what <paramref name="format"/> writes, refuses what would change.
/// </param>
internal sealed class TextConverter<T>(Func<T, string> format, Func<string, T?> parse) : JsonConverter<T>
    where T : class
{
    public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        parse(StringConverter.Read(reader, typeof(T).Name)) ?? throw ScalarFault.TextDoesNotFit(typeof(T).Name);

    public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options)
    {
        string text = format(value);
        Surrogates.RefuseLone(text);
        writer.WriteStringValue(text);
    }
}

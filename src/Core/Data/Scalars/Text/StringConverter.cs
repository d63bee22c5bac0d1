using System.Text.Json;
using System.Text.Json.Serialization;

namespace Toast.Data.Scalars;

/// <summary>Text, code unit by code unit: no normalisation, U+0000 allowed, lone surrogates refused both ways.</summary>
internal sealed class StringConverter : JsonConverter<string>
{
    public override string Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        Read(reader, nameof(String));

    public override void Write(Utf8JsonWriter writer, string value, JsonSerializerOptions options)
    {
        Surrogates.RefuseLone(value);
        writer.WriteStringValue(value);
    }

    /// <summary>Reads for any type whose values are texts.</summary>
    internal static string Read(in Utf8JsonReader reader, string type)
    {
        if (reader.TokenType != JsonTokenType.String)
        {
            throw ScalarFault.NotText(type, reader.TokenType);
        }

        try
        {
            return reader.GetString()!;
        }
        catch (InvalidOperationException e)
        {
            throw ScalarFault.BrokenText(e);
        }
    }
}

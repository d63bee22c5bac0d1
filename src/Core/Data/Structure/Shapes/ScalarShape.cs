using System.Text.Json;
using System.Text.Json.Serialization;

namespace Toast.Data.Structure;

/// <summary>A value without parts.</summary>
internal sealed class ScalarShape<T>(JsonConverter<T> converter, JsonSerializerOptions options) : Shape<T>
{
    private readonly bool nullIsDefault = default(T) is null && !converter.HandleNull;

    public override void Write(Utf8JsonWriter writer, T value, WriteWalk walk)
    {
        if (value is null)
        {
            writer.WriteNullValue();
        }
        else
        {
            converter.Write(writer, value, options);
        }
    }

    public override T? Read(ref Utf8JsonReader reader, ReadWalk walk)
    {
        if (nullIsDefault && reader.TokenType == JsonTokenType.Null)
        {
            return default;
        }

        return converter.Read(ref reader, typeof(T), options);
    }
}

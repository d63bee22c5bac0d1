using System.Buffers;
using System.Text.Json;
using System.Text.Json.Serialization;
using Toast.Data.Scalars;

namespace Toast.Data.Structure;

/// <summary>A value without parts.</summary>
internal sealed class ScalarShape<T>(JsonConverter<T> converter, JsonSerializerOptions options) : Shape<T>
{
    // A field, because testing a value of an unknown type for null boxes it in unoptimised code.
    private static readonly bool MayBeNull = default(T) is null;

    private readonly bool nullIsDefault = MayBeNull && !converter.HandleNull;

    public override bool WritesValueOnly => true;

    public override DataDescription Describe(DescribeWalk walk) => ScalarDescriptions.Of(typeof(T), WritesText());

    public override void Write(Utf8JsonWriter writer, T value, WriteWalk walk)
    {
        if (MayBeNull && value is null)
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

    /// <summary>Numbers stand as text where their member asks for it, which only the converter knows; of other types it does not matter.</summary>
    private bool WritesText()
    {
        if (MayBeNull)
        {
            return true;
        }

        var output = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(output))
        {
            converter.Write(writer, default!, options);
        }

        return output.WrittenSpan is [(byte)'"', ..];
    }
}

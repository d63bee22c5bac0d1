using System.Buffers;
using System.Text.Json;
using System.Text.Json.Serialization;
using Toast.Data.Guard;

namespace Toast.Data.Structure;

/// <summary>
/// A value whose JSON is made by someone else: a converter of the user, or a JSON value from outside. What it writes is checked before it becomes
/// part of the record; what it reads is bounded by the value itself, however much it consumes.
/// </summary>
internal sealed class ForeignShape<T>(JsonConverter<T> converter, JsonSerializerOptions options) : Shape<T>
{
    private static readonly JsonWriterOptions WriterOptions = new() { Encoder = WriteWalk.Encoder, MaxDepth = 2_000 };

    public override void Write(Utf8JsonWriter writer, T value, WriteWalk walk)
    {
        if (value is null && !converter.HandleNull)
        {
            writer.WriteNullValue();
            return;
        }

        var buffer = new ArrayBufferWriter<byte>();
        using (var inner = new Utf8JsonWriter(buffer, WriterOptions))
        {
            converter.Write(inner, value, options);
        }

        JsonLimits limits = walk.Scope.Limits;
        if (buffer.WrittenCount > limits.MaxRecordBytes)
        {
            throw Faults.TooLarge(limits.MaxRecordBytes);
        }

        Check(buffer.WrittenSpan, limits with { MaxDepth = Math.Max(0, limits.MaxDepth - walk.Depth) });
        writer.WriteRawValue(buffer.WrittenSpan, skipInputValidation: true);
    }

    public override T? Read(ref Utf8JsonReader reader, ReadWalk walk)
    {
        if (reader.TokenType == JsonTokenType.Null && !converter.HandleNull)
        {
            return default(T) is null ? default : throw Faults.NullValue(typeof(T));
        }

        Utf8JsonReader inner = reader;
        reader.Skip();
        T? value = converter.Read(ref inner, typeof(T), options);
        if (inner.BytesConsumed != reader.BytesConsumed)
        {
            throw new DataFault(null, $"was not read to its end by {TypeNames.Show(converter.GetType())}", remedy: "Correct the converter.");
        }

        return value;
    }

    private static void Check(ReadOnlySpan<byte> json, JsonLimits limits)
    {
        try
        {
            JsonGuard.Check(json, limits);
        }
        catch (DataFault fault) when (fault.Code == ErrorCodes.InvalidJson)
        {
            // The text around is JSON; it is this value that cannot be stored.
            throw fault.WithCode(null);
        }
    }
}

using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using Orleans.Storage;

namespace Toast.Grains.Storage;

/// <summary>
/// The data of a record that holds a state: whose it is, and the state as JSON or as base64. A record without either is one whose state was cleared.
/// </summary>
internal static class GrainRecord
{
    private const int Overhead = 128;

    private static readonly JsonEncodedText Service = JsonEncodedText.Encode("service_id");
    private static readonly JsonEncodedText Grain = JsonEncodedText.Encode("grain_id");
    private static readonly JsonEncodedText Name = JsonEncodedText.Encode("state_name");
    private static readonly JsonEncodedText State = JsonEncodedText.Encode("state");
    private static readonly JsonEncodedText Bytes = JsonEncodedText.Encode("state_bytes");

    // Grain ids are read by people; nothing here is put into a web page.
    private static readonly JsonWriterOptions WriterOptions = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    // The depth of a state is the serializer's concern.
    private static readonly JsonReaderOptions ReaderOptions = new() { MaxDepth = int.MaxValue };

    /// <summary>The data of a record for a serialized state; for a cleared one if there is no state.</summary>
    public static ReadOnlyMemory<byte> Write(GrainRecordKey key, IGrainStorageSerializer serializer, BinaryData? state)
    {
        ReadOnlySpan<byte> bytes = state is null ? default : state.ToMemory().Span;
        var buffer = new ArrayBufferWriter<byte>(bytes.Length + Overhead);
        using (var writer = new Utf8JsonWriter(buffer, WriterOptions))
        {
            writer.WriteStartObject();
            writer.WriteString(Service, key.ServiceId);
            writer.WriteString(Grain, key.Grain);
            writer.WriteString(Name, key.StateName);
            if (state is not null && serializer is JsonGrainStorageSerializer)
            {
                writer.WritePropertyName(State);
                writer.WriteRawValue(bytes, skipInputValidation: true);
            }
            else if (state is not null)
            {
                // A store may keep JSON in a form of its own, which other serializers need not bear: members in another order, for one.
                writer.WriteBase64String(Bytes, bytes);
            }

            writer.WriteEndObject();
        }

        return buffer.WrittenMemory;
    }

    /// <summary>Finds the serialized state in the data of a record; null if it was cleared.</summary>
    /// <exception cref="GrainRecordFault">The data is not such a record, or belongs to another state.</exception>
    public static ReadOnlyMemory<byte>? Read(ReadOnlyMemory<byte> data, GrainRecordKey key)
    {
        try
        {
            return ReadMembers(data, key);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or FormatException)
        {
            throw new GrainRecordFault("its data is not what a grain storage writes");
        }
    }

    private static ReadOnlyMemory<byte>? ReadMembers(ReadOnlyMemory<byte> data, GrainRecordKey key)
    {
        ReadOnlyMemory<byte>? state = null;
        int known = 0;
        var reader = new Utf8JsonReader(data.Span, ReaderOptions);
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals(State.EncodedUtf8Bytes))
            {
                reader.Read();
                int start = (int)reader.TokenStartIndex;
                reader.Skip();
                state = data[start..(int)reader.BytesConsumed];
            }
            else if (reader.ValueTextEquals(Bytes.EncodedUtf8Bytes))
            {
                reader.Read();
                state = reader.GetBytesFromBase64();
            }
            else if (Belongs(ref reader, Service, key.ServiceId) || Belongs(ref reader, Grain, key.Grain) || Belongs(ref reader, Name, key.StateName))
            {
                known++;
            }
            else
            {
                reader.Skip();
            }
        }

        return known == 3 ? state : throw new GrainRecordFault("its data does not say whose state it is");
    }

    private static bool Belongs(ref Utf8JsonReader reader, JsonEncodedText member, string value)
    {
        if (!reader.ValueTextEquals(member.EncodedUtf8Bytes))
        {
            return false;
        }

        reader.Read();
        return reader.ValueTextEquals(value) ? true : throw new GrainRecordFault($"it belongs to another {member.Value.Replace('_', ' ')}");
    }
}

using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Toast.Redis;

/// <summary>
/// The values of pydantic-toast: <c>{"data": {…}, "schema_version": 1, "created_at": "…", "updated_at": "…"}</c>, in any order and with times in any form of
/// ISO 8601; times without an offset are UTC. A record's version is its updated time in microseconds since 1970.
/// </summary>
internal static class PydanticToastEnvelope
{
    private const string TimeFormat = "yyyy-MM-dd'T'HH:mm:ss.ffffffzzz";

    /// <summary>Reads a value.</summary>
    /// <returns>The record, or null if the value is none.</returns>
    public static StoredRecord? Read(RecordKey key, ReadOnlyMemory<byte> value)
    {
        try
        {
            return ReadMembers(key, value);
        }
        catch (Exception damaged) when (damaged is JsonException or InvalidOperationException or FormatException)
        {
            return null;
        }
    }

    public static byte[] Write(StoredRecord record)
    {
        string tail = string.Create(
            CultureInfo.InvariantCulture,
            $"\"schema_version\":{record.SchemaVersion},\"created_at\":\"{Show(record.Created)}\",\"updated_at\":\"{Show(record.Updated)}\"");
        return [.. "{\"data\":"u8, .. record.Data.Span, .. Encoding.ASCII.GetBytes("," + tail + "}")];
    }

    private static string Show(DateTimeOffset time) => time.ToUniversalTime().ToString(TimeFormat, CultureInfo.InvariantCulture);

    private static StoredRecord? ReadMembers(RecordKey key, ReadOnlyMemory<byte> value)
    {
        var reader = new Utf8JsonReader(value.Span, new JsonReaderOptions { MaxDepth = int.MaxValue });
        ReadOnlyMemory<byte>? data = null;
        DateTimeOffset? created = null, updated = null;
        int schemaVersion = 1;
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
        {
            return null;
        }

        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            string name = reader.GetString()!;
            reader.Read();
            int start = (int)reader.TokenStartIndex;
            switch (name)
            {
                case "data":
                    reader.Skip();
                    data = value[start..(int)reader.BytesConsumed];
                    break;
                case "schema_version":
                    schemaVersion = reader.GetInt32();
                    break;
                case "created_at":
                    created = Time(reader.GetString()!);
                    break;
                case "updated_at":
                    updated = Time(reader.GetString()!);
                    break;
                default:
                    reader.Skip();
                    break;
            }
        }

        if (reader.Read() || data is not { } found || updated is not { } time || schemaVersion < 1)
        {
            return null;
        }

        return new StoredRecord
        {
            Key = key,
            Data = found,
            SchemaVersion = schemaVersion,
            Version = Envelope.MicrosecondsOf(time),
            Created = created ?? time,
            Updated = time,
        };
    }

    private static DateTimeOffset Time(string text) =>
        DateTimeOffset.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal);
}

using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Toast;

/// <summary>
/// Writes a record as one JSON document and reads it back, for backends that keep whole documents (files, objects, blobs):
/// <c>{"class_name":…,"id":…,"schema_version":…,"version":…,"created":…,"updated":…,"expires":…,"write_id":…,"data":…}</c>.
/// Times are ISO 8601 in UTC; the data is embedded byte for byte and comes last.
/// </summary>
public static class StoredRecordJson
{
    // Written to files, never into HTML: "+" and "`" of class names stay readable.
    private static readonly JsonWriterOptions WriterOptions =
        new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    /// <summary>Writes a record.</summary>
    /// <param name="record">The record. Its data must be one JSON value; it is not checked again.</param>
    /// <param name="output">Receives the UTF-8 document, which ends with a line feed.</param>
    public static void Write(StoredRecord record, IBufferWriter<byte> output)
    {
        ArgumentNullException.ThrowIfNull(record);
        ArgumentNullException.ThrowIfNull(output);
        WriteHead(record, output);
        output.Write(record.Data.Span);
        output.Write(Tail);
    }

    /// <summary>Reads a record.</summary>
    /// <param name="document">
    /// A document that <see cref="Write"/> made. The data of the record is a slice of it, so nobody may change it afterwards.
    /// </param>
    /// <returns>The record.</returns>
    /// <exception cref="StorageValidationException">
    /// The document is empty, cut off, not JSON, or lacks a member (<see cref="ErrorCodes.CorruptRecord"/>). The message quotes none of it.
    /// </exception>
    public static StoredRecord Read(ReadOnlyMemory<byte> document)
    {
        StoredRecord? record = StoredRecordReader.Read(document, out string? problem);
        return record ?? throw new StorageValidationException(
            ErrorCodes.CorruptRecord,
            $"The stored record cannot be read: it {problem}. Restore it from a backup, or delete it and dump it again.");
    }

    /// <summary>What closes a document after its data.</summary>
    internal static ReadOnlySpan<byte> Tail => "}\n"u8;

    /// <summary>Writes a document up to the place where its data begins, so that large data need not be copied.</summary>
    internal static void WriteHead(StoredRecord record, IBufferWriter<byte> output)
    {
        using var writer = new Utf8JsonWriter(output, WriterOptions);
        writer.WriteStartObject();
        writer.WriteString("class_name"u8, record.Key.ClassName);
        writer.WriteString("id"u8, record.Key.Id);
        writer.WriteNumber("schema_version"u8, record.SchemaVersion);
        writer.WriteNumber("version"u8, record.Version);
        writer.WriteString("created"u8, record.Created.UtcDateTime);
        writer.WriteString("updated"u8, record.Updated.UtcDateTime);
        if (record.Expires is { } expires)
        {
            writer.WriteString("expires"u8, expires.UtcDateTime);
        }
        else
        {
            writer.WriteNull("expires"u8);
        }

        writer.WriteString("write_id"u8, record.WriteId);
        writer.WritePropertyName("data"u8);
        writer.Flush();
    }
}

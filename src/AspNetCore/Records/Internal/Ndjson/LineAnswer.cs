using System.Buffers;
using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace Toast.AspNetCore;

/// <summary>Writes single lines of an NDJSON answer: a reference, a whole record, or a problem.</summary>
internal static class LineAnswer
{
    public static void WriteReference(IBufferWriter<byte> output, ExternalReference reference)
    {
        using (var json = new Utf8JsonWriter(output))
        {
            json.WriteStartObject();
            WriteKeys(json, reference);
            json.WriteEndObject();
        }

        End(output);
    }

    public static void WriteProblem(IBufferWriter<byte> output, Problem problem)
    {
        ProblemAnswer.Write(output, problem);
        End(output);
    }

    /// <summary>The record under the reference it was asked for, which may hold another name of its class.</summary>
    public static void WriteRecord(IBufferWriter<byte> output, ExternalReference reference, StoredRecord record)
    {
        using (var json = new Utf8JsonWriter(output))
        {
            json.WriteStartObject();
            WriteKeys(json, reference);
            json.WriteNumber("version"u8, record.Version);
            json.WriteNumber("schema_version"u8, record.SchemaVersion);
            json.WriteString("created"u8, record.Created.UtcDateTime);
            json.WriteString("updated"u8, record.Updated.UtcDateTime);
            if (record.Expires is { } expires)
            {
                json.WriteString("expires"u8, expires.UtcDateTime);
            }

            json.WritePropertyName("data"u8);
            json.WriteRawValue(OnOneLine(record.Data).Span, skipInputValidation: true);
            json.WriteEndObject();
        }

        End(output);
    }

    /// <summary>Begins an answer of lines.</summary>
    public static void Begin(HttpResponse response)
    {
        response.ContentType = MediaTypes.Ndjson;
        response.Headers.CacheControl = "no-store";
    }

    private static void WriteKeys(Utf8JsonWriter json, ExternalReference reference)
    {
        json.WriteString("class_name"u8, reference.ClassName);
        json.WriteString("id"u8, reference.Id);
    }

    /// <summary>Data is stored as it was sent. A line break in it can only stand between two tokens, where a blank says the same.</summary>
    private static ReadOnlyMemory<byte> OnOneLine(ReadOnlyMemory<byte> data)
    {
        if (data.Span.IndexOfAny((byte)'\n', (byte)'\r') < 0)
        {
            return data;
        }

        byte[] copy = data.ToArray();
        copy.AsSpan().Replace((byte)'\n', (byte)' ');
        copy.AsSpan().Replace((byte)'\r', (byte)' ');
        return copy;
    }

    private static void End(IBufferWriter<byte> output)
    {
        output.GetSpan(1)[0] = (byte)'\n';
        output.Advance(1);
    }
}

using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace Toast.AspNetCore;

/// <summary>Answers with a page of a class: what is known of each record, and how its data begins.</summary>
internal static class ClassPage
{
    private const int DefaultLimit = 25;
    private const int MostLimit = 100;
    private const int PreviewBytes = 240;

    // Previews need whole records in memory; a page of very large ones has previews of the first only.
    private const int ReadAtOnce = 5;
    private const long MostBytes = 8 * 1024 * 1024;

    public static async Task AnswerAsync(HttpContext context)
    {
        string className = PathReference.ClassName(context);
        ListQuery query = ListQuery.Of(context.Request, className);
        int limit = Math.Min(query.Limit ?? DefaultLimit, MostLimit);
        IRecords records = WriteHandlers.Records(context);

        // One more than asked for tells whether there are more.
        List<ListedRecord> found = await records
            .ListAsync(className, new ListOptions { After = query.After, PageSize = limit + 1 }, context.RequestAborted)
            .Take(limit + 1).ToListAsync(context.RequestAborted).ConfigureAwait(false);
        ListedRecord[] page = [.. found.Take(limit)];
        Dictionary<Guid, ReadOnlyMemory<byte>> data = await ReadAsync(records, className, page, context.RequestAborted).ConfigureAwait(false);
        await MomentAnswer.WriteAsync(context, json =>
        {
            json.WriteStartObject();
            json.WriteStartArray("items"u8);
            foreach (ListedRecord listed in page)
            {
                Write(json, listed, data.TryGetValue(listed.Id, out ReadOnlyMemory<byte> bytes) ? bytes : null);
            }

            json.WriteEndArray();
            if (found.Count > limit)
            {
                json.WriteString("next"u8, page[^1].Id);
            }

            json.WriteEndObject();
        }).ConfigureAwait(false);
    }

    private static async Task<Dictionary<Guid, ReadOnlyMemory<byte>>> ReadAsync(
        IRecords records, string className, ListedRecord[] page, CancellationToken cancellationToken)
    {
        var data = new Dictionary<Guid, ReadOnlyMemory<byte>>();
        long bytes = 0;
        foreach (ListedRecord[] some in page.Chunk(ReadAtOnce))
        {
            ExternalReference[] references = [.. some.Select(listed => new ExternalReference(className, listed.Id))];
            foreach (ValidateResult<StoredRecord> result in
                await records.ReadManyAsync(references, cancellationToken: cancellationToken).ConfigureAwait(false))
            {
                if (result.Value is { } record)
                {
                    data[result.Reference.Id] = record.Data;
                    bytes += record.Data.Length;
                }
            }

            if (bytes > MostBytes)
            {
                break;
            }
        }

        return data;
    }

    private static void Write(Utf8JsonWriter json, ListedRecord listed, ReadOnlyMemory<byte>? data)
    {
        json.WriteStartObject();
        json.WriteString("id"u8, listed.Id);
        json.WriteNumber("version"u8, listed.Info.Version);
        json.WriteNumber("schema_version"u8, listed.Info.SchemaVersion);
        json.WriteString("created"u8, listed.Info.Created.UtcDateTime);
        json.WriteString("updated"u8, listed.Info.Updated.UtcDateTime);
        if (listed.Info.Expires is { } expires)
        {
            json.WriteString("expires"u8, expires.UtcDateTime);
        }

        if (data is { } bytes)
        {
            json.WriteNumber("bytes"u8, bytes.Length);
            json.WriteString("preview"u8, BeginningOf(bytes.Span));
        }

        json.WriteEndObject();
    }

    private static string BeginningOf(ReadOnlySpan<byte> data)
    {
        if (data.Length <= PreviewBytes)
        {
            return Encoding.UTF8.GetString(data);
        }

        int end = PreviewBytes;
        while (end > 0 && (data[end] & 0xC0) == 0x80)
        {
            end--;
        }

        return Encoding.UTF8.GetString(data[..end]) + "…";
    }
}

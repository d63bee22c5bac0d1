using System.Buffers;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace Toast.AspNetCore;

/// <summary>The endpoint that lists a class: references page by page, or whole records in one stream of lines.</summary>
internal static class ListHandlers
{
    // How many ids a stream of records takes from the store at a time.
    private const int StreamPage = 512;

    public static Task ListAsync(HttpContext context)
    {
        string className = PathReference.ClassName(context);
        ListQuery query = ListQuery.Of(context.Request, className);
        context.Response.Headers.Append(HeaderNames.Vary, HeaderNames.Accept);
        return MediaTypes.AcceptsNdjson(context.Request) ? StreamAsync(context, className, query) : PageAsync(context, className, query);
    }

    private static async Task PageAsync(HttpContext context, string className, ListQuery query)
    {
        int limit = query.Limit ?? ListQuery.DefaultLimit;

        // One more than asked for tells whether there are more.
        List<Guid> found = await WriteHandlers.Records(context)
            .ListAsync(className, new ListOptions { After = query.After, PageSize = limit + 1 }, context.RequestAborted)
            .Take(limit + 1).Select(listed => listed.Id).ToListAsync(context.RequestAborted).ConfigureAwait(false);
        var body = new ArrayBufferWriter<byte>(128 + (96 * found.Count));
        Write(body, className, found, limit);
        HttpResponse response = context.Response;
        response.Headers.CacheControl = "no-store";
        response.ContentType = MediaTypes.Json;
        response.ContentLength = body.WrittenCount;
        await response.Body.WriteAsync(body.WrittenMemory, context.RequestAborted).ConfigureAwait(false);
    }

    private static void Write(ArrayBufferWriter<byte> body, string className, List<Guid> found, int limit)
    {
        using var json = new Utf8JsonWriter(body);
        json.WriteStartObject();
        json.WriteStartArray("items"u8);
        foreach (Guid id in found.Take(limit))
        {
            json.WriteStartObject();
            json.WriteString("class_name"u8, className);
            json.WriteString("id"u8, id);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        if (found.Count > limit)
        {
            json.WriteString("next"u8, found[limit - 1]);
        }
        else
        {
            json.WriteNull("next"u8);
        }

        json.WriteEndObject();
    }

    private static async Task StreamAsync(HttpContext context, string className, ListQuery query)
    {
        LineAnswer.Begin(context.Response);
        var records = new RecordLines(context);
        var page = new List<ExternalReference>(StreamPage);
        int left = query.Limit ?? int.MaxValue;
        var options = new ListOptions { After = query.After, PageSize = Math.Min(left, StreamPage) };
        IAsyncEnumerable<ListedRecord> listing = WriteHandlers.Records(context).ListAsync(className, options, context.RequestAborted);
        await foreach (ListedRecord listed in listing.ConfigureAwait(false))
        {
            page.Add(new ExternalReference(className, listed.Id));
            left--;
            if (page.Count == StreamPage || left == 0)
            {
                await records.WriteAsync(page, skipsMissing: true).ConfigureAwait(false);
                page.Clear();
            }

            if (left == 0)
            {
                return;
            }
        }

        await records.WriteAsync(page, skipsMissing: true).ConfigureAwait(false);
    }
}

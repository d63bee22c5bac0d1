using System.Buffers;
using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace Toast.AspNetCore;

/// <summary>Sends JSON that is true for this moment and this caller only.</summary>
internal static class JsonAnswer
{
    public static async Task WriteAsync(HttpContext context, Action<Utf8JsonWriter> write)
    {
        var body = new ArrayBufferWriter<byte>(4 * 1024);
        using (var json = new Utf8JsonWriter(body))
        {
            write(json);
        }

        HttpResponse response = context.Response;
        response.Headers.CacheControl = "no-store";
        response.Headers.XContentTypeOptions = "nosniff";
        response.ContentType = MediaTypes.Json;
        response.ContentLength = body.WrittenCount;
        await response.Body.WriteAsync(body.WrittenMemory, context.RequestAborted).ConfigureAwait(false);
    }
}

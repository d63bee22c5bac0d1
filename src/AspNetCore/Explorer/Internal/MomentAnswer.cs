using System.Buffers;
using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace Toast.AspNetCore;

/// <summary>Sends JSON that is true for this moment and this caller only.</summary>
internal static class MomentAnswer
{
    public static async Task WriteAsync(HttpContext context, Action<Utf8JsonWriter> write)
    {
        var body = new ArrayBufferWriter<byte>(4 * 1024);
        using (var json = new Utf8JsonWriter(body))
        {
            write(json);
        }

        context.Response.Headers.CacheControl = "no-store";
        context.Response.Headers.XContentTypeOptions = "nosniff";
        await JsonAnswer.WriteAsync(context, body.WrittenMemory).ConfigureAwait(false);
    }
}

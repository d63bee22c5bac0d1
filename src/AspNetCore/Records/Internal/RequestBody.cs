using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Net.Http.Headers;

namespace Toast.AspNetCore;

/// <summary>Reads a JSON body into one buffer, once, and stops as soon as it is larger than a limit.</summary>
internal static class RequestBody
{
    /// <summary>
    /// How much larger than the record limit a body may be before reading stops. The engine gives the exact answer; the slack only keeps a
    /// body that is a few bytes too large from being answered by a closed connection.
    /// </summary>
    public const int Slack = 64 * 1024;

    // A length that was announced but not yet sent reserves no more than this.
    private const int FirstBuffer = 1024 * 1024;
    private const int UnknownLengthBuffer = 16 * 1024;

    public static async Task<ReadOnlyMemory<byte>> ReadJsonAsync(HttpContext context, int maxBytes)
    {
        RefuseOtherThanJson(context.Request);
        int limit = (int)Math.Min((long)maxBytes + Slack, Array.MaxLength);
        long? announced = context.Request.ContentLength;
        if (announced > limit)
        {
            throw TooLarge(maxBytes);
        }

        // The server's own limit must not come first: its answer has no code.
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } feature)
        {
            feature.MaxRequestBodySize = null;
        }

        byte[] buffer = GC.AllocateUninitializedArray<byte>((int)Math.Min(announced ?? UnknownLengthBuffer, FirstBuffer));
        int length = 0;
        while (true)
        {
            if (length == buffer.Length)
            {
                if (length == announced)
                {
                    break;
                }

                Array.Resize(ref buffer, (int)Math.Min(Math.Max(2L * length, UnknownLengthBuffer), Math.Min(announced ?? long.MaxValue, limit + 1L)));
            }

            int read = await context.Request.Body.ReadAsync(buffer.AsMemory(length), context.RequestAborted).ConfigureAwait(false);
            if (read == 0)
            {
                break;
            }

            length += read;
            if (length > limit)
            {
                throw TooLarge(maxBytes);
            }
        }

        return buffer.AsMemory(0, length);
    }

    private static void RefuseOtherThanJson(HttpRequest request)
    {
        bool isJson = MediaTypeHeaderValue.TryParse(request.ContentType, out MediaTypeHeaderValue? type)
            && (type.MediaType.Equals("application/json", StringComparison.OrdinalIgnoreCase)
                || (type.Type.Equals("application", StringComparison.OrdinalIgnoreCase)
                    && type.Suffix.Equals("json", StringComparison.OrdinalIgnoreCase)));
        bool isUtf8 = type is null || !type.Charset.HasValue || type.Charset.Equals("utf-8", StringComparison.OrdinalIgnoreCase)
            || type.Charset.Equals("\"utf-8\"", StringComparison.OrdinalIgnoreCase);
        if (!isJson || !isUtf8)
        {
            throw RequestFault.NotJson("The body is not announced as JSON in UTF-8. Send it with Content-Type: application/json.");
        }

        if (request.Headers.ContentEncoding.Count > 0)
        {
            throw RequestFault.NotJson("The body has a Content-Encoding. Send it as plain JSON.");
        }
    }

    private static StorageValidationException TooLarge(int maxBytes) =>
        new(ErrorCodes.RecordTooLarge, $"The body is larger than the {maxBytes} bytes that are accepted here. Split the record, or raise the limit of the server.")
        {
            Expected = $"at most {maxBytes} bytes",
        };
}

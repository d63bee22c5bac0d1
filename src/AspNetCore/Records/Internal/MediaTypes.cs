using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace Toast.AspNetCore;

/// <summary>What bodies are announced as, and what callers accept.</summary>
internal static class MediaTypes
{
    public const string Json = "application/json";

    public const string Ndjson = "application/x-ndjson";

    /// <exception cref="RequestFault">The body is not announced as JSON in UTF-8 (415).</exception>
    public static void RequireJson(HttpRequest request)
    {
        // As nearly everybody writes it, which needs no parsing.
        if (request.ContentType == Json)
        {
            return;
        }

        if (!(TypeOf(request) is { } type
            && (Is(type, Json)
                || (type.Type.Equals("application", StringComparison.OrdinalIgnoreCase) && type.Suffix.Equals("json", StringComparison.OrdinalIgnoreCase)))))
        {
            throw RequestFault.NotJson("The body is not announced as JSON in UTF-8. Send it with Content-Type: application/json.");
        }
    }

    /// <exception cref="RequestFault">The body is not announced as lines of JSON in UTF-8 (415).</exception>
    public static void RequireNdjson(HttpRequest request)
    {
        if (!IsNdjson(request))
        {
            throw RequestFault.NotJson("The body is not announced as lines of JSON in UTF-8. Send it with Content-Type: application/x-ndjson.");
        }
    }

    /// <summary>True if the body is announced as lines of JSON, under any of the names in use.</summary>
    public static bool IsNdjson(HttpRequest request) =>
        TypeOf(request) is { } type && (Is(type, Ndjson) || Is(type, "application/ndjson") || Is(type, "application/jsonl") || Is(type, "application/x-jsonlines"));

    /// <summary>True if the caller asks for lines of JSON and does not like plain JSON better.</summary>
    public static bool AcceptsNdjson(HttpRequest request)
    {
        if (request.Headers.Accept.Count == 0 || !MediaTypeHeaderValue.TryParseList(request.Headers.Accept, out IList<MediaTypeHeaderValue>? accepted))
        {
            return false;
        }

        double lines = QualityOf(accepted, Ndjson);
        return lines > 0 && lines >= QualityOf(accepted, Json);
    }

    private static double QualityOf(IList<MediaTypeHeaderValue> accepted, string type) =>
        accepted.Where(value => Is(value, type)).Select(value => value.Quality ?? 1).DefaultIfEmpty(0).Max();

    private static MediaTypeHeaderValue? TypeOf(HttpRequest request) =>
        MediaTypeHeaderValue.TryParse(request.ContentType, out MediaTypeHeaderValue? type)
        && (!type.Charset.HasValue
            || type.Charset.Equals("utf-8", StringComparison.OrdinalIgnoreCase)
            || type.Charset.Equals("\"utf-8\"", StringComparison.OrdinalIgnoreCase))
                ? type
                : null;

    private static bool Is(MediaTypeHeaderValue value, string type) => value.MediaType.Equals(type, StringComparison.OrdinalIgnoreCase);
}

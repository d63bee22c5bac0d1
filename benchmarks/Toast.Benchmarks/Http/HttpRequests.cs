using System.Globalization;
using System.Text.Json;

namespace Toast.Benchmarks.Http;

/// <summary>Requests as they go over the wire.</summary>
internal static class HttpRequests
{
    public const string Class = "/records/" + nameof(SmallModel);
    public const int BatchLines = 1_000;

    public static string Model(int i) => JsonSerializer.Serialize(SmallModel.Number(i));

    public static string Get(string path) => $"GET {path} HTTP/1.1\r\nHost: localhost\r\n\r\n";

    /// <summary>Some different records.</summary>
    public static IReadOnlyList<string> Posts(string path) => [.. Enumerable.Range(0, 512).Select(i => Post(path, "application/json", Model(i)))];

    public static string Batch() =>
        Post(Class + "/batch", "application/x-ndjson", string.Concat(Enumerable.Range(0, BatchLines).Select(i => Model(i) + "\n")));

    private static string Post(string path, string type, string body) => string.Create(
        CultureInfo.InvariantCulture, $"POST {path} HTTP/1.1\r\nHost: localhost\r\nContent-Type: {type}\r\nContent-Length: {body.Length}\r\n\r\n{body}");
}

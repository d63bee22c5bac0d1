using System.Text;
using System.Text.Json;

namespace Toast.Silo.Tests;

/// <summary>Sends and reads lines of JSON.</summary>
internal static class Ndjson
{
    public const string MediaType = "application/x-ndjson";

    public static ByteArrayContent Of(params IEnumerable<string> lines) => Of(Encoding.UTF8.GetBytes(string.Concat(lines.Select(line => line + "\n"))));

    public static ByteArrayContent Of(byte[] body)
    {
        var content = new ByteArrayContent(body);
        content.Headers.ContentType = new(MediaType);
        return content;
    }

    /// <summary>The lines of an answer; each must be a JSON object of its own, and the last must end with a line feed.</summary>
    public static async Task<JsonElement[]> LinesAsync(this HttpResponseMessage response)
    {
        Assert.Equal(MediaType, response.Content.Headers.ContentType?.ToString());
        string text = await response.Content.ReadAsStringAsync();
        Assert.True(text.Length == 0 || text.EndsWith('\n'), "The answer breaks off within a line.");
        return [.. text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonDocument.Parse(line).RootElement)];
    }
}

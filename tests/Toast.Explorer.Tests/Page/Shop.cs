using System.Text;
using Toast.Silo.Tests;

namespace Toast.Explorer.Tests;

/// <summary>Records as a shop would have them.</summary>
internal static class Shop
{
    /// <summary>Fills the server; gives the path of one record that refers to another.</summary>
    public static async Task<string> FillAsync(RecordServer server)
    {
        string customer = await server.CreateAsync("""{"name":"Alice Baker","email":"alice@example.com","tags":["regular","invoice"]}""", "Shop.Customer");
        string record = await server.CreateAsync(
            $$$"""
            {"number":10000000000000000001,"customer":{"class_name":"Shop.Customer","id":"{{{customer[^36..]}}}"},"paid":true,"note":null,"total":17.30,
             "lines":[{"what":"Bread, sliced","pieces":2,"price":3.40},{"what":"Butter \u2013 250 g","pieces":3,"price":3.50}],"address":{}}
            """,
            "Order");
        for (int i = 0; i < 4; i++)
        {
            await FillAsync(server, "Order", 40, Order);
            await FillAsync(server, "Shop.Customer", 12, n => $$"""{"name":"Customer {{n}}","email":"c{{n}}@example.com"} """);
        }

        await FillAsync(server, "Session", 6, n => $$"""{"user":{{n}} }""", "3600");
        await FillAsync(server, "Box[Int32]", 3, n => $$"""{"value":{{n}} }""");
        return record;
    }

    public static async Task FillAsync(RecordServer server, string className, int count, Func<int, string> json, string? timeToLive = null)
    {
        foreach (int[] some in Enumerable.Range(1, count).Chunk(1_000))
        {
            await SendAsync(server, className, some.Select(json), timeToLive);
        }
    }

    private static async Task SendAsync(RecordServer server, string className, IEnumerable<string> lines, string? timeToLive)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/records/{Uri.EscapeDataString(className)}/batch");
        request.Content = new StringContent(string.Join('\n', lines), Encoding.UTF8, "application/x-ndjson");
        if (timeToLive is not null)
        {
            request.Headers.Add("Toast-TTL", timeToLive);
        }

        using HttpResponseMessage response = await server.Client.SendAsync(request);
        response.EnsureSuccessStatusCode();
    }

    private static string Order(int n) => $$"""{"number":{{n}},"total":{{n * 7 % 90}}.50,"lines":[{"what":"Toaster","pieces":1}]}""";
}

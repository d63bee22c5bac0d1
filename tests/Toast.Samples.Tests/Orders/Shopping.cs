using System.Net;
using System.Net.Http.Json;
using System.Text.Json;

namespace Toast.Samples.Tests.Orders;

/// <summary>What a customer of the sample shop does, and what has to come of it, whichever engine carries the orders.</summary>
internal static class Shopping
{
    private const string Tea = """{"product":"tea","quantity":2,"price":4.50}""";
    private const string Cake = """{"product":"cake","quantity":1,"price":12.75}""";

    /// <summary>Places an order and gives its path.</summary>
    public static async Task<string> PlaceAsync(HttpClient shop)
    {
        using HttpResponseMessage placed = await shop.PostAsync("/orders", Json($$"""{"customer":{"name":"Alice","email":"alice@example.com"},"lines":[{{Tea}}]}"""));

        Assert.Equal(HttpStatusCode.Created, placed.StatusCode);
        Assert.Equal("\"1\"", placed.Headers.ETag!.Tag);
        JsonElement reference = await placed.Content.ReadFromJsonAsync<JsonElement>();
        Assert.Equal(["class_name", "id"], reference.EnumerateObject().Select(member => member.Name));
        Assert.Equal("Order", reference.GetProperty("class_name").GetString());
        Assert.Equal($"/orders/{reference.GetProperty("id").GetString()}", placed.Headers.Location!.ToString());
        return placed.Headers.Location.ToString();
    }

    /// <summary>Reads an order, with its customer.</summary>
    public static async Task ReadAsync(HttpClient shop, string order, decimal total, int version)
    {
        using HttpResponseMessage read = await shop.GetAsync(order);

        Assert.Equal(HttpStatusCode.OK, read.StatusCode);
        Assert.Equal($"\"{version}\"", read.Headers.ETag!.Tag);
        JsonElement data = await read.Content.ReadFromJsonAsync<JsonElement>();
        Assert.Equal("alice@example.com", data.GetProperty("customer").GetProperty("email").GetString());
        Assert.Equal(total, data.GetProperty("lines").EnumerateArray().Sum(line => line.GetProperty("quantity").GetInt32() * line.GetProperty("price").GetDecimal()));
    }

    /// <summary>Changes an order, in vain where it was changed before.</summary>
    public static async Task ChangeAsync(HttpClient shop, string order)
    {
        await ReadAsync(shop, order, 9.00m, 1);
        Assert.Equal(HttpStatusCode.PreconditionRequired, await PutAsync(shop, order, null));
        Assert.Equal(HttpStatusCode.OK, await PutAsync(shop, order, "\"1\""));
        Assert.Equal(HttpStatusCode.PreconditionFailed, await PutAsync(shop, order, "\"1\""));
        await ReadAsync(shop, order, 21.75m, 2);
    }

    /// <summary>Looks through the orders, page by page, and finds the given ones, each once.</summary>
    public static async Task ListAsync(HttpClient shop, IReadOnlyCollection<string> orders)
    {
        var seen = new List<string>();
        string? next = null;
        do
        {
            JsonElement page = await shop.GetFromJsonAsync<JsonElement>("/orders?limit=2" + (next is null ? "" : $"&after={next}"));
            seen.AddRange(page.GetProperty("items").EnumerateArray().Select(item => $"/orders/{item.GetProperty("id").GetString()}"));
            next = page.GetProperty("next").GetString();
        }
        while (next is not null);

        Assert.Equal(orders.Order(StringComparer.Ordinal), seen.Order(StringComparer.Ordinal));
    }

    /// <summary>What is wrong is refused, and says what.</summary>
    public static async Task ComplainAsync(HttpClient shop)
    {
        using HttpResponseMessage missing = await shop.GetAsync($"/orders/{Guid.NewGuid()}");
        Assert.Equal(HttpStatusCode.NotFound, missing.StatusCode);
        Assert.Equal("not_found", (await missing.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("code").GetString());

        using HttpResponseMessage refused = await shop.PostAsync("/orders", Json($$"""{"customer":{"name":"Bob","email":"tell-nobody"},"lines":[{{Tea}}]}"""));
        string problem = await refused.Content.ReadAsStringAsync();
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
        Assert.Contains("email", problem, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("tell-nobody", problem, StringComparison.Ordinal);
    }

    private static async Task<HttpStatusCode> PutAsync(HttpClient shop, string order, string? ifMatch)
    {
        using var request = new HttpRequestMessage(HttpMethod.Put, order + "/lines") { Content = Json($"[{Tea},{Cake}]") };
        if (ifMatch is not null)
        {
            request.Headers.TryAddWithoutValidation("If-Match", ifMatch);
        }

        using HttpResponseMessage response = await shop.SendAsync(request);
        return response.StatusCode;
    }

    private static StringContent Json(string text) => new(text, System.Text.Encoding.UTF8, "application/json");
}

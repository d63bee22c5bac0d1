using System.Net;
using System.Text.Json;

namespace Toast.Silo.Tests.Health;

public sealed class HealthTests(RecordServer server) : IClassFixture<RecordServer>
{
    [Fact]
    [Trait("Behaviour", "B-134")]
    public async Task B_134_a_server_whose_stores_answer_is_ready_and_lists_them()
    {
        using HttpResponseMessage response = await server.SendAsync(HttpMethod.Get, "/health/ready");

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        JsonElement body = JsonDocument.Parse(await response.Content.ReadAsStringAsync()).RootElement;
        Assert.Equal("up", body.GetProperty("status").GetString());
        Assert.Equal("up", Assert.Single(body.GetProperty("stores").EnumerateArray()).GetProperty("status").GetString());
    }

    [Fact]
    public async Task Liveness_answers_without_naming_a_store()
    {
        Assert.Equal("""{"status":"up"}""", await server.Client.GetStringAsync("/health/live"));
    }
}

using System.Diagnostics;
using System.Net;

namespace Toast.Silo.Tests.Records;

public abstract class HeaderTests(RecordServer server)
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(30);

    [Fact]
    [Trait("Behaviour", "B-115")]
    public async Task B_115_a_record_with_a_lifetime_is_gone_after_it()
    {
        using HttpResponseMessage created = await server.SendAsync(HttpMethod.Post, "/records/Note", """{"n":1}""", ("Toast-TTL", "0.9"));
        Assert.Equal(HttpStatusCode.Created, created.StatusCode);

        var waited = Stopwatch.StartNew();
        HttpStatusCode status;
        do
        {
            using HttpResponseMessage read = await server.SendAsync(HttpMethod.Get, created.Headers.Location!.ToString());
            status = read.StatusCode;
        }
        while (status == HttpStatusCode.OK && waited.Elapsed < Deadline);

        Assert.Equal(HttpStatusCode.NotFound, status);
    }

    [Theory]
    [InlineData("0")]
    [InlineData("-1")]
    [InlineData("0.0001")]
    [InlineData("1e3")]
    [InlineData("1,5")]
    [InlineData("ten")]
    [InlineData("3153600001")]
    [InlineData("99999999999999")]
    [InlineData("79228162514264337593543950335")]
    public async Task A_lifetime_that_is_not_a_number_of_seconds_is_refused(string value)
    {
        using HttpResponseMessage response = await server.SendAsync(HttpMethod.Post, "/records/Note", """{"n":1}""", ("Toast-TTL", value));

        await response.IsProblemAsync(HttpStatusCode.BadRequest, "invalid_request");
    }

    [Theory]
    [InlineData("0")]
    [InlineData("-1")]
    [InlineData("1.0")]
    [InlineData("2147483648")]
    [InlineData("v2")]
    public async Task A_schema_version_that_is_not_a_whole_number_is_refused(string value)
    {
        using HttpResponseMessage response = await server.SendAsync(
            HttpMethod.Post, "/records/Note", """{"n":1}""", ("Toast-Schema-Version", value));

        await response.IsProblemAsync(HttpStatusCode.BadRequest, "invalid_request");
    }
}

using System.Net;

namespace Toast.Silo.Tests.Records;

public sealed class HostilePathTests(RecordServer server) : IClassFixture<RecordServer>
{
    private const string Id = "550e8400-e29b-41d4-a716-446655440000";

    // Everything that means something to a path, a shell, SQL, a key pattern or a log; raw where HTTP allows it, and percent-encoded.
    private const string Reserved = "%:/\\?#@!$&'()*;=\"<>{}|^~ \t\r\n\0";

    public static TheoryData<string> Encoded() => [.. Reserved.Select(c => $"A%{(int)c:X2}B"), "A%C3%A9", "%D0%90", "A%FF", "%2E%2E%2FA", "A%2F..%2FB"];

    public static TheoryData<string> Raw() => [.. "%:\\@!$&'()*;=\"<>{}|^~".Select(c => $"A{c}B"), "A#B", "..", ".A", "A..B", "-", ","];

    [Theory]
    [MemberData(nameof(Encoded))]
    [MemberData(nameof(Raw))]
    [Trait("Behaviour", "B-406")]
    public async Task B_406_a_hostile_class_name_is_refused(string className)
    {
        RawAnswer answer = await RawHttp.GetAsync(server.Address, $"/records/{className}/{Id}");

        Assert.InRange(answer.Status, 400, 405);
        Assert.DoesNotContain("\"not_found\"", answer.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(201)]
    [InlineData(3000)]
    [Trait("Behaviour", "B-251")]
    public async Task B_251_a_class_name_that_is_too_long_is_refused(int length)
    {
        using HttpResponseMessage response = await server.SendAsync(HttpMethod.Get, $"/records/{new string('A', length)}/{Id}");

        await response.IsProblemAsync(HttpStatusCode.BadRequest, "invalid_reference");
    }

    [Theory]
    [InlineData("Box[Int32]")]
    [InlineData("Pair[String,Order]")]
    [InlineData("List`1")]
    [InlineData("Outer+Inner")]
    [InlineData("CON")]
    [InlineData("a-b_c.d")]
    [Trait("Behaviour", "B-251")]
    public async Task B_251_every_allowed_character_works_percent_encoded(string className)
    {
        string encoded = string.Concat(className.Select(c => $"%{(int)c:X2}"));
        using HttpResponseMessage created = await server.PostAsync($"/records/{encoded}", """{"n":1}""");

        Assert.Equal(HttpStatusCode.Created, created.StatusCode);
        Assert.Contains($"\"class_name\":\"{className}\"", await created.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal("""{"n":1}""", await server.Client.GetStringAsync(created.Headers.Location));
    }

    [Theory]
    [InlineData("{0:D}")]
    [InlineData("{0:N}")]
    [InlineData("%7B{0:D}%7D")]
    [InlineData("urn:uuid:{0:D}")]
    [InlineData("URN:UUID:{0:D}")]
    [Trait("Behaviour", "B-219")]
    public async Task B_219_every_spelling_of_an_id_reaches_one_record(string spelling)
    {
        string path = await server.CreateAsync("""{"n":1}""");
        string id = string.Format(spelling, Guid.Parse(path.Split('/')[^1]));

        Assert.Equal("""{"n":1}""", await server.Client.GetStringAsync($"/records/Note/{id}"));
        Assert.Equal("""{"n":1}""", await server.Client.GetStringAsync($"/records/Note/{id.ToUpperInvariant()}"));
    }

    [Theory]
    [InlineData("1")]
    [InlineData("550e8400-e29b-41d4-a716-44665544000")]
    [InlineData("550e8400-e29b-41d4-a716-4466554400000")]
    [InlineData("550e8400-e29b-41d4-a716-44665544000g")]
    [InlineData("+50e8400-e29b-41d4-a716-446655440000")]
    [InlineData("%20550e8400-e29b-41d4-a716-446655440000")]
    [InlineData("550e8400-e29b-41d4-a716-446655440000%20")]
    [InlineData("(550e8400-e29b-41d4-a716-446655440000)")]
    [InlineData("%7B0x550e8400,0xe29b,0x41d4,%7B0xa7,0x16,0x44,0x66,0x55,0x44,0x00,0x00%7D%7D")]
    [InlineData("%D9%A150e8400-e29b-41d4-a716-44665544000")]
    [InlineData("null")]
    [Trait("Behaviour", "B-219")]
    public async Task B_219_a_malformed_id_is_invalid_reference(string id)
    {
        using HttpResponseMessage response = await server.SendAsync(HttpMethod.Get, $"/records/Note/{id}");

        await response.IsProblemAsync(HttpStatusCode.BadRequest, "invalid_reference");
    }

    [Fact]
    [Trait("Behaviour", "B-016")]
    public async Task B_016_the_all_zero_id_is_not_found_and_cannot_be_written()
    {
        string path = $"/records/Note/{Guid.Empty:D}";

        using HttpResponseMessage read = await server.SendAsync(HttpMethod.Get, path);
        using HttpResponseMessage write = await server.SendAsync(HttpMethod.Put, path, """{"n":1}""");

        await read.IsProblemAsync(HttpStatusCode.NotFound, "not_found");
        await write.IsProblemAsync(HttpStatusCode.BadRequest, "invalid_reference");
    }
}

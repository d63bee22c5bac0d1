using System.Text;
using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;

namespace Toast.Postgres.Tests.Json;

public sealed class JsonbTextTests
{
    [Theory]
    [InlineData("{}")]
    [InlineData("[1,-1,0,-0.5,-10,1e-05,\"-0\",\"2020-01-02\"]")]
    [InlineData("{\"a\":\"\uE000\",\"b\":\"\\ue000 and \\\\u0000\"}")]
    [InlineData("\"back\\\\slash \\\\u0000 is no NUL\"")]
    [Trait("Behaviour", "B-211")]
    public void B_211_what_jsonb_can_hold_is_stored_as_it_is(string json)
    {
        ReadOnlyMemory<byte> data = Encoding.UTF8.GetBytes(json);

        Assert.False(JsonbText.TryEscape(data, out ReadOnlyMemory<byte> text));
        Assert.True(data.Equals(text));
    }

    [Theory]
    [InlineData("\"\\u0000\"")]
    [InlineData("{\"\\u0000\":\"a\\u0000b\\\\\\u0000\"}")]
    [InlineData("{\"marker\":\"\uE000 \\uE000 \uE0000 \uE000e\",\"nul\":\"\\u0000\"}")]
    [InlineData("-0")]
    [InlineData("[-0.0, -0e5,-0.000E-7]")]
    [InlineData("{\"a\": -0,\"b\":\"-0\",\"c\":[-0.0,\"\uE000n-0\"]}")]
    [Trait("Behaviour", "B-202")]
    [Trait("Behaviour", "B-214")]
    public void B_202_B_214_what_it_cannot_hold_comes_back_exactly(string json)
    {
        ReadOnlyMemory<byte> data = Encoding.UTF8.GetBytes(json);

        Assert.True(JsonbText.TryEscape(data, out ReadOnlyMemory<byte> text));
        string stored = Encoding.UTF8.GetString(text.Span);
        Assert.DoesNotContain("\\u0000", stored.Replace("\\\\", "", StringComparison.Ordinal), StringComparison.Ordinal);
        using JsonDocument document = JsonDocument.Parse(text);
        Same(data, JsonbText.Unescape(text)!.Value);
    }

    [Fact]
    [Trait("Behaviour", "B-202")]
    public void B_202_every_text_that_holds_nul_markers_and_escapes_comes_back()
    {
        Gen<string> part = Gen.Elements("\0", "\uE000", "\uE0000", "\uE000e", "\uE000n-0", "\\", "\"", "\\u0000", "é", "😀", "a", "-0", "\n");
        Gen<string> text = part.ListOf().Select(string.Concat);
        Prop.ForAll(Arb.From(text), Arb.From(text), (name, value) =>
        {
            byte[] data = JsonSerializer.SerializeToUtf8Bytes(new Dictionary<string, object?> { [name] = value, ["zero"] = -0.0 });
            Assert.True(JsonbText.TryEscape(data, out ReadOnlyMemory<byte> stored));
            Same(data, JsonbText.Unescape(stored)!.Value);
        }).QuickCheckThrowOnFailure();
    }

    private static void Same(ReadOnlyMemory<byte> expected, ReadOnlyMemory<byte> actual)
    {
        // Negative zeros are equal to positive ones, so tokens are compared as well.
        Assert.Equal(Tokens(expected), Tokens(actual));
    }

    private static List<string> Tokens(ReadOnlyMemory<byte> json)
    {
        var tokens = new List<string>();
        var reader = new Utf8JsonReader(json.Span);
        while (reader.Read())
        {
            string text = reader.TokenType is JsonTokenType.String or JsonTokenType.PropertyName ? reader.GetString()! : Encoding.UTF8.GetString(reader.ValueSpan);
            tokens.Add($"{reader.TokenType}:{text}");
        }

        return tokens;
    }
}

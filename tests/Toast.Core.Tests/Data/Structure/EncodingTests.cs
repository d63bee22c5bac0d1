using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using FsCheck;
using FsCheck.Fluent;
using Toast.Data;

namespace Toast.Core.Tests.Data.Structure;

public sealed class EncodingTests
{
    [Theory]
    [InlineData("Grüße 東京 🌍 <&'+> \u2028\u200f\ue000")]
    [InlineData("\u0080\u007f")]
    [Trait("Behaviour", "B-201")]
    public void B_201_text_is_stored_as_it_is(string text)
    {
        Assert.Equal($"{{\"{text}\":\"{text}\"}}", Codecs.Json(new Dictionary<string, string> { [text] = text }));
    }

    [Fact]
    [Trait("Behaviour", "B-201")]
    public void B_201_only_what_json_demands_is_escaped()
    {
        Assert.Equal("\"\\u0000\\u0001\\u0008\\t\\n\\r\\u001f\\\"\\\\/\"", Codecs.Json("\0\u0001\b\t\n\r\u001f\"\\/"));
    }

    [Fact]
    [Trait("Behaviour", "B-201")]
    public void B_201_any_text_is_exact_as_value_and_as_key()
    {
        Prop.ForAll<UnicodeString>(text =>
        {
            string whole = text.Get ?? string.Empty;
            return whole.Any(char.IsSurrogate) || (Codecs.RoundTrip(whole) == whole
                && Codecs.RoundTrip(new Dictionary<string, string> { [whole] = whole })![whole] == whole
                && JsonDocument.Parse(Codecs.Json(whole)).RootElement.GetString() == whole);
        }).QuickCheckThrowOnFailure();
        for (int scalar = 0; scalar <= 0x10ffff; scalar += scalar < 0x3000 ? 1 : 97)
        {
            if (Rune.IsValid(scalar))
            {
                string text = new Rune(scalar).ToString();
                Assert.Equal(text, JsonSerializer.Deserialize<string>(Codecs.Json(text)));
            }
        }
    }

    [Fact]
    [Trait("Behaviour", "B-203")]
    public void B_203_half_a_surrogate_pair_is_refused_from_converters_too()
    {
        DataFault fault = Codecs.Fault(() => Codecs.Json(new Holder { Text = "a\ud800b" }));
        DataFault name = Codecs.Fault(() => Codecs.Json(new List<Named> { new() }));

        Assert.Equal(((string?)null, "$.text"), (fault.Code, fault.Path));
        Assert.Equal("$[0]", name.Path);
    }

    public sealed class Holder
    {
        [JsonConverter(typeof(Raw))]
        public string? Text { get; set; }
    }

    public sealed class Raw : JsonConverter<string>
    {
        public override string? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => reader.GetString();

        public override void Write(Utf8JsonWriter writer, string value, JsonSerializerOptions options) => writer.WriteStringValue(value);
    }

    [JsonConverter(typeof(BrokenName))]
    public sealed class Named;

    public sealed class BrokenName : JsonConverter<Named>
    {
        public override Named Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => new();

        public override void Write(Utf8JsonWriter writer, Named value, JsonSerializerOptions options)
        {
            writer.WriteStartObject();
            writer.WriteNumber("\udc00", 1);
            writer.WriteEndObject();
        }
    }
}

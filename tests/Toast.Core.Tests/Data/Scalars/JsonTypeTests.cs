using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using FsCheck;
using FsCheck.Fluent;
using Toast.Data;

namespace Toast.Core.Tests.Data.Scalars;

public class JsonTypeTests
{
    private static readonly string[] Values =
    [
        "{}", "[]", "\"\"", "0", "-0.0", "-0", "1.10", "1e400", "123456789012345678901234567890", "true", "false",
        "\"a\\u0000b\"", "\"\\ud83d\\ude00\"", "\"\\u200f\\u00e9e\\u0301\"",
        "{\"\":null,\"$type\":1,\"a b\":{\"A\":1,\"a\":2}}", "[[[]],{\"x\":[null]}]",
    ];

    private static readonly string[] Refused =
    [
        "{\"a\":1,\"a\":2}", "[{\"b\":{\"a\":1,\"\\u0061\":2}}]", "\"\\ud800\"", "[\"x\\udc00\"]", "{\"\\ud800\":1}", "[1e10000]",
        "1" + new string('0', 10_000), "{\"a\":[0.1e-10000]}",
    ];

    [Fact]
    [Trait("Behaviour", "B-226")]
    public void B_226_json_of_each_kind_survives_in_each_type()
    {
        Assert.All(Values, json =>
        {
            using JsonDocument document = JsonDocument.Parse(json);
            Assert.True(JsonElement.DeepEquals(document.RootElement, Scalar.RoundTrip(document.RootElement)));
            Assert.True(JsonElement.DeepEquals(document.RootElement, Scalar.RoundTrip(document).RootElement));
            JsonNode node = JsonNode.Parse(json)!;
            Assert.True(JsonNode.DeepEquals(node, Scalar.RoundTrip(node)));
        });
    }

    [Fact]
    [Trait("Behaviour", "B-226")]
    public void B_226_json_made_of_arbitrary_parts_survives()
    {
        Gen<string> leaves = Gen.Elements(Values);
        Gen<string> arrays = leaves.ArrayOf().Select(items => "[" + string.Join(" , ", items) + "]");
        Gen<string> objects = Gen.OneOf(leaves, arrays).ArrayOf()
            .Select(items => "{" + string.Join(",", items.Select((item, i) => $"\"k{i}\": {item}")) + "}");
        Prop.ForAll(objects.ToArbitrary(), json =>
        {
            using JsonDocument document = JsonDocument.Parse(json);
            JsonNode node = JsonNode.Parse(json)!;
            return JsonElement.DeepEquals(document.RootElement, Scalar.RoundTrip(document.RootElement))
                && JsonNode.DeepEquals(node, Scalar.RoundTrip(node));
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    [Trait("Behaviour", "B-226")]
    public void B_226_u0000_and_the_sign_of_zero_are_kept()
    {
        Assert.Equal("a\0b", Scalar.RoundTrip(Element("\"a\\u0000b\"")).GetString());
        Assert.True(double.IsNegative(Scalar.RoundTrip(Element("-0.0")).GetDouble()));
        Assert.True(double.IsNegative(Scalar.RoundTrip<JsonNode>(JsonValue.Create(-0.0)).GetValue<double>()));
        Assert.Equal("-0.0", Scalar.Write(Element("-0.0")));
        Assert.Equal("a\0b", Scalar.RoundTrip(JsonValue.Create("a\0b")).GetValue<string>());
    }

    [Fact]
    [Trait("Behaviour", "B-226")]
    public void B_226_nodes_come_back_as_their_kind_and_stay_editable()
    {
        JsonObject members = Scalar.RoundTrip(new JsonObject { ["a"] = new JsonArray(1, null, "x") });
        members["b"] = 2;
        Assert.Equal("{\"a\":[1,null,\"x\"],\"b\":2}", members.ToJsonString());
        Assert.Equal(2, Scalar.RoundTrip(new JsonArray(1, 2)).Count);
        Assert.Equal("is not a value of type JsonObject (found array)", Scalar.ReadFault<JsonObject>("[]").Message);
        Assert.Equal("is not a value of type JsonArray (found text)", Scalar.ReadFault<JsonArray>("\"x\"").Message);
        Scalar.ReadFault<JsonValue>("{}");
    }

    [Fact]
    [Trait("Behaviour", "B-226")]
    public void B_226_a_null_element_is_a_value_and_an_undefined_one_is_refused()
    {
        Assert.Equal(JsonValueKind.Null, Scalar.RoundTrip(Element("null")).ValueKind);
        Assert.Equal("is an undefined JSON element", Scalar.WriteFault(default(JsonElement)).Message);
    }

    [Fact]
    [Trait("Behaviour", "B-226")]
    [Trait("Behaviour", "B-203")]
    public void B_226_B_203_duplicate_keys_lone_surrogates_and_endless_numbers_are_refused_on_write()
    {
        Assert.All(Refused, json =>
        {
            Assert.Null(Scalar.WriteFault(Element(json)).Code);
            Assert.Null(Scalar.WriteFault(JsonDocument.Parse(json)).Code);
            Assert.Null(Scalar.WriteFault(JsonNode.Parse(json)!).Code);
        });
    }

    [Fact]
    [Trait("Behaviour", "B-226")]
    [Trait("Behaviour", "B-203")]
    public void B_226_B_203_duplicate_keys_lone_surrogates_and_endless_numbers_are_refused_on_read()
    {
        Assert.All(Refused, json =>
        {
            Assert.Throws<DataFault>(() => Scalar.Read<JsonElement>(json));
            Assert.Throws<DataFault>(() => Scalar.Read<JsonDocument>(json));
            Assert.Throws<DataFault>(() => Scalar.Read<JsonNode>(json));
        });
    }

    [Fact]
    [Trait("Behaviour", "B-203")]
    public void B_203_lone_surrogates_in_nodes_are_refused_with_their_path()
    {
        Assert.Equal("$.a[1]", Scalar.WriteFault(new JsonObject { ["a"] = new JsonArray("x", "\ud800") }).Path);
        Assert.Equal("$[0].b", Scalar.WriteFault(new JsonArray(new JsonObject { ["b"] = '\udc00' })).Path);
        Scalar.WriteFault(new JsonObject { ["\ud800"] = 1 });
        Scalar.WriteFault<JsonNode>(JsonValue.Create("\udfff"));
    }

    [Fact]
    [Trait("Behaviour", "B-226")]
    public void B_226_nodes_that_are_no_json_are_refused()
    {
        Assert.Equal("holds a value that JSON has no form for", Scalar.WriteFault(new JsonArray(double.NaN)).Message);
        var wrapped = JsonValue.Create(new Version[] { new(1, 2) })!;
        Assert.Equal("is a JSON node around a .NET object", Scalar.WriteFault<JsonNode>(wrapped).Message);
    }

    [Fact]
    [Trait("Behaviour", "B-207")]
    public void B_207_json_deeper_than_any_limit_is_too_deep()
    {
        JsonNode node = new JsonArray();
        for (int i = 1; i < 1000; i++)
        {
            node = new JsonArray(node);
        }

        Assert.Equal(2000, Scalar.Write(node).Length);
        Assert.Equal(ErrorCodes.TooDeep, Scalar.WriteFault<JsonNode>(new JsonArray(node)).Code);
        string deep = new string('[', 1001) + new string(']', 1001);
        Assert.Equal(ErrorCodes.TooDeep, Scalar.WriteFault(JsonDocument.Parse(deep, new JsonDocumentOptions { MaxDepth = 2000 })).Code);
    }

    [Fact]
    [Trait("Behaviour", "B-226")]
    public void B_226_comments_in_a_document_are_not_data()
    {
        byte[] utf8 = Encoding.UTF8.GetBytes("{ /* note */ \"a\": 1, }");
        var options = new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true };
        Assert.Equal("{\"a\":1}", Scalar.Write(JsonDocument.Parse(utf8, options)));
    }

    private static JsonElement Element(string json) => JsonDocument.Parse(json).RootElement;
}

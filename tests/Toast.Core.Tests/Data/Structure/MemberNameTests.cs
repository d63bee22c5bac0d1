#pragma warning disable CA1708 // Names that differ only in case are what is tested here.
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Toast.Core.Tests.Data.Structure;

public sealed class MemberNameTests
{
    [Fact]
    [Trait("Behaviour", "B-209")]
    public void B_209_names_are_snake_case_unless_the_attribute_says_otherwise()
    {
        Assert.Equal("""{"first_name":"a","URL":"b"}""", Codecs.Json(new Named { FirstName = "a", Link = "b" }));
    }

    [Fact]
    [Trait("Behaviour", "B-209")]
    public void B_209_matching_is_case_sensitive()
    {
        Named read = Codecs.Read<Named>("""{"First_Name":"a","url":"b"}""")!;

        Assert.Null(read.FirstName);
        Assert.Null(read.Link);
    }

    [Fact]
    [Trait("Behaviour", "B-209")]
    public void B_209_two_members_with_one_stored_name_are_refused_naming_both()
    {
        StorageValidationException refusal = Codecs.Refused<Twins>();

        Assert.Equal(ErrorCodes.InvalidConfiguration, refusal.Code);
        Assert.Contains("UserID and UserId", refusal.Message, StringComparison.Ordinal);
        Assert.Contains(typeof(Twins).FullName!, refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Behaviour", "B-208")]
    public void B_208_every_name_is_possible()
    {
        var value = new Odd
        {
            ClassName = "1",
            Id = "2",
            Data = "3",
            SchemaVersion = 4,
            Version = 5,
            Type = "6",
            @class = "7",
            Dotted = "8",
            Quoted = "9",
            Spaced = "10",
            Empty = "11",
            Zero = "12",
        };

        Assert.Equivalent(value, Codecs.RoundTrip(value), strict: true);
        string json = Codecs.Json(value);
        Assert.Contains("\"$type\":\"6\"", json, StringComparison.Ordinal);
        using JsonDocument parsed = JsonDocument.Parse(json);
        Assert.Equal("11", parsed.RootElement.GetProperty(string.Empty).GetString());
    }

    [Fact]
    [Trait("Behaviour", "B-208")]
    public void B_208_escaped_names_in_the_json_are_the_same_names()
    {
        Assert.Equal("a", Codecs.Read<Named>("""{"first\u005fname":"a"}""")!.FirstName);
    }

    [Fact]
    [Trait("Behaviour", "B-209")]
    public void B_209_members_come_in_declared_order_unless_an_order_is_given()
    {
        Assert.Equal("""{"c":3,"a":1,"b":2}""", Codecs.Json(new Ordered { A = 1, B = 2, C = 3 }));
    }

    [Fact]
    [Trait("Behaviour", "B-211")]
    public void B_211_key_order_and_white_space_have_no_meaning()
    {
        Ordered read = Codecs.Read<Ordered>(" {\n \"b\" : 2 ,\t\"c\":3, \"a\" : 1 } ")!;

        Assert.Equal((1, 2, 3), (read.A, read.B, read.C));
    }

    [Fact]
    [Trait("Behaviour", "B-008")]
    public void B_008_a_model_of_exactly_the_two_reference_keys_is_refused()
    {
        Assert.Equal(ErrorCodes.InvalidConfiguration, Codecs.Refused<OnlyKeys>().Code);
        Assert.Equal(["class_name", "id", "more"], Codecs.For(typeof(KeysAndMore)).RootMembers);
    }

    public sealed class Named
    {
        public string? FirstName { get; set; }

        [JsonPropertyName("URL")]
        public string? Link { get; set; }
    }

    public sealed class Twins
    {
        public int UserID { get; set; }

        public int UserId { get; set; }
    }

    public sealed class Ordered
    {
        public int A { get; set; }

        public int B { get; set; }

        [JsonPropertyOrder(-1)]
        public int C { get; set; }
    }

    public sealed class Odd
    {
        public string? ClassName { get; set; }

        public string? Id { get; set; }

        public string? Data { get; set; }

        public int SchemaVersion { get; set; }

        public int Version { get; set; }

        [JsonPropertyName("$type")]
        public string? Type { get; set; }

        public string? @class { get; set; }

        [JsonPropertyName("a.b")]
        public string? Dotted { get; set; }

        [JsonPropertyName("say \"it\"")]
        public string? Quoted { get; set; }

        [JsonPropertyName("a b")]
        public string? Spaced { get; set; }

        [JsonPropertyName("")]
        public string? Empty { get; set; }

        [JsonPropertyName("a\0b")]
        public string? Zero { get; set; }
    }

    [External]
    public sealed record OnlyKeys(string ClassName, Guid Id);

    [External]
    public sealed record KeysAndMore(string ClassName, Guid Id, int More);
}

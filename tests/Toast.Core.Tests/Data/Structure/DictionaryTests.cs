using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Collections.ObjectModel;
using System.Text;
using Toast.Data;

namespace Toast.Core.Tests.Data.Structure;

public sealed class DictionaryTests
{
    public static TheoryData<object> Kinds => new()
    {
        new Dictionary<string, int> { ["b"] = 1, ["a"] = 2 },
        new SortedDictionary<string, int> { ["b"] = 1, ["a"] = 2 },
        new SortedList<string, int> { ["b"] = 1, ["a"] = 2 },
        new ConcurrentDictionary<string, int> { ["b"] = 1, ["a"] = 2 },
        new OrderedDictionary<string, int> { ["b"] = 1, ["a"] = 2 },
        new ReadOnlyDictionary<string, int>(new Dictionary<string, int> { ["b"] = 1, ["a"] = 2 }),
        ImmutableDictionary<string, int>.Empty.Add("b", 1).Add("a", 2),
        ImmutableSortedDictionary<string, int>.Empty.Add("b", 1).Add("a", 2),
        new Index { ["b"] = 1 },
        new Dictionary<int, Dictionary<string, string?>> { [-1] = new() { ["x"] = null } },
    };

    [Theory]
    [MemberData(nameof(Kinds))]
    [Trait("Behaviour", "B-246")]
    public void B_246_dictionaries_come_back_with_type_and_content(object value)
    {
        DataCodec codec = Codecs.For(value.GetType());
        string json = Codecs.Json(codec, value);

        object read = codec.Read(Encoding.UTF8.GetBytes(json), Codecs.Stored())!;

        Assert.Equal(value.GetType(), read.GetType());
        Assert.Equal(json.Order(), Codecs.Json(codec, read).Order());
    }

    [Fact]
    [Trait("Behaviour", "B-210")]
    public void B_210_keys_that_look_like_metadata_are_plain_keys_and_no_key_is_renamed()
    {
        string[] keys = ["$type", "$id", "$ref", "class_name", "id", "", "CamelCase", "a.b", "\0", "é", "e\u0301"];
        var value = keys.ToDictionary(key => key, key => key + "!");

        Assert.Equal(value, Codecs.RoundTrip(value)!);
        var pair = new Dictionary<string, string> { ["class_name"] = "Child", ["id"] = Guid.Empty.ToString() };
        Assert.Equal(pair, Codecs.RoundTrip(pair)!);
    }

    [Fact]
    [Trait("Behaviour", "B-247")]
    public void B_247_order_survives_a_store_that_reorders_names()
    {
        var value = new OrderedDictionary<string, int> { ["z"] = 1, ["a"] = 2, ["m"] = 3 };

        Assert.Equal("""[["z",1],["a",2],["m",3]]""", Codecs.Json(value));
        Assert.Equal(value.ToArray(), [.. Codecs.RoundTrip(value)!]);
    }

    [Theory]
    [InlineData("""[["a",1],["a",2]]""", "$.a")]
    [InlineData("""[["a",1],["b"]]""", "$.b")]
    [InlineData("""[["a",1],["b",2,3]]""", "$[1]")]
    [InlineData("""[["a",1],5]""", "$[1]")]
    [InlineData("""{"a":1}""", "$")]
    [Trait("Behaviour", "B-247")]
    public void B_247_what_is_no_list_of_pairs_is_refused(string json, string path)
    {
        Assert.Equal(path, Codecs.Fault(() => Codecs.Read<OrderedDictionary<string, int>>(json)).Path);
    }

    [Fact]
    [Trait("Behaviour", "B-245")]
    public void B_245_two_keys_with_one_text_are_refused_with_the_path()
    {
        var value = new Dictionary<string, Dictionary<string, int>>
        {
            ["outer"] = new(new ByReference()) { [new string("k")] = 1, [new string("k")] = 2 },
        };

        DataFault fault = Codecs.Fault(() => Codecs.Json(value));

        Assert.Equal("$.outer.k", fault.Path);
    }

    [Fact]
    [Trait("Behaviour", "B-245")]
    public void B_245_a_key_twice_in_the_json_is_invalid_json()
    {
        DataFault fault = Codecs.Fault(() => Codecs.Read<Dictionary<string, int>>("""{"a":1,"a":2}"""));

        Assert.Equal((ErrorCodes.InvalidJson, "$.a"), (fault.Code, fault.Path));
    }

    [Fact]
    [Trait("Behaviour", "B-245")]
    public void B_245_other_key_types_are_refused_at_registration()
    {
        StorageValidationException refusal = Codecs.Refused<OddKeys>();

        Assert.Equal((ErrorCodes.UnsupportedType, "$.by_place"), (refusal.Code, refusal.MemberPath));
        Assert.Equal(ErrorCodes.UnsupportedType, Codecs.Refused<Dictionary<double, int>>().Code);
    }

    [Fact]
    [Trait("Behaviour", "B-203")]
    public void B_203_a_lone_surrogate_in_a_key_is_refused()
    {
        Assert.Null(Codecs.Fault(() => Codecs.Json(new Dictionary<string, int> { ["a\ud800"] = 1 })).Code);
    }

    public sealed class Index : Dictionary<string, int>;

    public sealed record Place(int X);

    public sealed class OddKeys
    {
        public Dictionary<Place, int> ByPlace { get; set; } = [];
    }

    private sealed class ByReference : IEqualityComparer<string>
    {
        public bool Equals(string? x, string? y) => ReferenceEquals(x, y);

        public int GetHashCode(string obj) => 0;
    }
}

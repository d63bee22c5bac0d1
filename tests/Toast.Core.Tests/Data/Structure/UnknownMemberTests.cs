using System.Text;
using Toast.Data;

namespace Toast.Core.Tests.Data.Structure;

public sealed class UnknownMemberTests
{
    private const string Json = """
        {"later":{"deep":[1.10,-0.0,"\u0000"]},"name":"n","inner":{"new":1,"value":2},"items":[{"value":3,"extra":"e"}],"spot":{"x":1,"y":9},"perhaps":{"x":2,"z":[8]}}
        """;

    private static readonly DataCodec Codec = Codecs.For(typeof(Old));

    [Fact]
    [Trait("Behaviour", "B-241")]
    public void B_241_unknown_members_are_written_back_exactly_at_any_depth()
    {
        var read = (Old)Codec.Read(Encoding.UTF8.GetBytes(Json), Codecs.Stored())!;
        read.Name = "changed";

        string json = Codecs.Json(Codec, read);

        Assert.Equal(
            """{"name":"changed","inner":{"value":2,"new":1},"items":[{"value":3,"extra":"e"}],"spot":{"x":1,"y":9},"perhaps":{"x":2,"z":[8]},"later":{"deep":[1.10,-0.0,"\u0000"]}}""",
            json);
    }

    [Fact]
    [Trait("Behaviour", "B-241")]
    public void B_241_they_leave_with_the_object_that_carried_them()
    {
        var read = (Old)Codec.Read(Encoding.UTF8.GetBytes(Json), Codecs.Stored())!;
        read.Inner = new Part();
        read.Items.Clear();

        string json = Codecs.Json(Codec, read);

        Assert.DoesNotContain("extra", json, StringComparison.Ordinal);
        Assert.DoesNotContain("new", json, StringComparison.Ordinal);
        Assert.Contains("later", json, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Behaviour", "B-241")]
    public void B_241_records_made_by_their_constructor_keep_them_too_and_copies_do_not()
    {
        Made read = Codecs.Read<Made>("""{"b":2,"late":3,"a":1,"other":[4]}""")!;

        Assert.Equal("""{"a":1,"late":3,"b":2,"other":[4]}""", Codecs.Json(read));
        Assert.Equal("""{"a":5,"late":3}""", Codecs.Json(read with { A = 5 }));
    }

    [Fact]
    [Trait("Behaviour", "B-241")]
    public void B_241_plain_data_is_not_remembered()
    {
        Made read = Codecs.Read<Made>("""{"a":1,"b":2}""", Codecs.Plain())!;

        Assert.Equal("""{"a":1,"late":0}""", Codecs.Json(read));
    }

    public struct Spot
    {
        public int X { get; set; }
    }

    public sealed class Part
    {
        public int Value { get; set; }
    }

    public sealed class Old
    {
        public string? Name { get; set; }

        public Part? Inner { get; set; }

        public List<Part> Items { get; set; } = [];

        public Spot Spot { get; set; }

        public Spot? Perhaps { get; set; }
    }

    public sealed record Made(int A)
    {
        public int Late { get; init; }
    }
}

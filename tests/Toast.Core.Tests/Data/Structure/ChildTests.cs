using System.Text;
using Toast.Data;

namespace Toast.Core.Tests.Data.Structure;

public sealed class ChildTests
{
    private static readonly DataCodec Codec = Codecs.For(typeof(Parent));

    [Fact]
    [Trait("Behaviour", "B-228")]
    public void B_228_children_anywhere_become_references_and_come_back_as_the_same_instances()
    {
        Child a = new("a"), b = new Special("b", 2);
        var parent = new Parent
        {
            One = a,
            List = [b, null, a, a],
            Array = [a],
            Map = new() { ["k"] = b, ["n"] = null },
            Optional = new Slot(b),
            Plain = new Slot(a),
            Deep = new Nested { Inner = [[a], []] },
        };
        var scope = new TestWriteScope();

        string json = Codecs.Json(Codec, parent, scope);
        var read = (Parent)Codec.Read(Encoding.UTF8.GetBytes(json), new TestReadScope(scope))!;

        Assert.Same(a, read.One);
        Assert.Equal([b, null, a, a], read.List);
        Assert.Same(a, read.Array[0]);
        Assert.Same(b, read.Map["k"]);
        Assert.Null(read.Map["n"]);
        Assert.Same(b, read.Optional!.Value.Child);
        Assert.Same(a, read.Plain.Child);
        Assert.Same(a, read.Deep!.Inner[0][0]);
        Assert.DoesNotContain("\"name\"", json, StringComparison.Ordinal);
        Assert.DoesNotContain("$type", json, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Behaviour", "B-228")]
    public void B_228_visit_shows_children_in_the_order_of_writing_with_their_paths()
    {
        Child a = new("a"), b = new("b");
        var link = new External<Child>(b);
        var parent = new Parent
        {
            One = a,
            List = [b, null],
            Map = new() { ["k.k"] = b },
            Optional = new Slot(b),
            Link = link,
            Deep = new Nested { Inner = [[], [a]] },
        };
        var noted = new Noted();

        Codec.VisitChildren(parent, new TestWriteScope(), noted);

        Assert.Equal(["$.one", "$.list[0]", "$.map['k.k']", "$.optional.child", "$.deep.inner[1][0]"], noted.Children.Select(c => c.Path));
        Assert.All(noted.Children, child => Assert.Equal(typeof(Child), child.Declared));
        Assert.Same(link, Assert.Single(noted.Links).Link);
        Assert.Equal("$.link", noted.Links[0].Path);
    }

    [Fact]
    [Trait("Behaviour", "B-230")]
    public void B_230_scan_finds_the_references_to_eager_children_without_building_anything()
    {
        Child a = new("a"), b = new("b");
        var parent = new Parent { One = a, List = [b, null], Map = new() { ["k"] = b }, Optional = new Slot(b), Link = a, Deep = new Nested { Inner = [[], [a]] } };
        var scope = new TestWriteScope();
        string json = Codecs.Json(Codec, parent, scope);
        var noted = new Noted();

        Codec.ScanReferences(Encoding.UTF8.GetBytes(json), fromStore: true, noted);

        Assert.Equal(["$.one", "$.list[0]", "$.map.k", "$.optional.child", "$.deep.inner[1][0]"], noted.References.Select(c => c.Path));
        Assert.Equal(scope.References[b], noted.References[1].Reference);
    }

    [Fact]
    [Trait("Behaviour", "B-233")]
    public void B_233_a_link_is_written_as_its_reference_and_read_without_loading()
    {
        var reference = new ExternalReference("Child", Guid.NewGuid());
        string json = Codecs.Json(Codec, new Parent { Link = new External<Child>(reference) });

        Assert.Contains($"\"link\":{reference.ToJson()}", json, StringComparison.Ordinal);
        var read = (Parent)Codec.Read(Encoding.UTF8.GetBytes(json), Codecs.Stored())!;
        Assert.Equal((reference, false), (read.Link!.Reference, read.Link.IsLoaded));
        Assert.Null(((Parent)Codec.Read("""{"link":null}"""u8.ToArray(), Codecs.Stored())!).Link);
    }

    [Fact]
    [Trait("Behaviour", "B-001")]
    public void B_001_the_root_is_data_although_its_type_is_a_model()
    {
        Assert.Equal("""{"name":"a"}""", Codecs.Json(new Child("a")));
        Assert.True(Codec.HasChildren);
        Assert.False(Codecs.For(typeof(Child)).HasChildren);
        Assert.Equal(["name"], Codecs.For(typeof(Child)).RootMembers);
    }

    [Theory]
    [InlineData("5")]
    [InlineData("null")]
    [InlineData("[]")]
    [Trait("Behaviour", "B-243")]
    public void B_243_the_data_of_a_model_is_an_object(string json)
    {
        Assert.Equal("$", Codecs.Fault(() => Codecs.Read<Child>(json)).Path);
    }

    [Theory]
    [InlineData("""{"list":[{"class_name":"Child"}]}""", "$.list[0]")]
    [InlineData("""{"one":{"class_name":"Child","id":"00000000-0000-0000-0000-000000000001","x":1}}""", "$.one")]
    [InlineData("""{"map":{"k":5}}""", "$.map.k")]
    [Trait("Behaviour", "B-008")]
    public void B_008_a_malformed_reference_is_a_fault_with_the_path(string json, string path)
    {
        DataFault read = Codecs.Fault(() => Codec.Read(Encoding.UTF8.GetBytes(json), Codecs.Stored()));
        DataFault scan = Codecs.Fault(() => Codec.ScanReferences(Encoding.UTF8.GetBytes(json), fromStore: true, new Noted()));

        Assert.Equal((ErrorCodes.InvalidReference, path), (read.Code, read.Path));
        Assert.Equal((ErrorCodes.InvalidReference, path), (scan.Code, scan.Path));
    }

    [Fact]
    [Trait("Behaviour", "B-228")]
    public void B_228_a_child_of_another_class_than_declared_is_a_fault()
    {
        var scope = new TestWriteScope();
        var stranger = new Parent();
        string json = $$"""{"one":{{scope.ReferenceOf(stranger).ToJson()}}}""";

        Assert.Equal(ErrorCodes.ClassMismatch, Codecs.Fault(() => Codec.Read(Encoding.UTF8.GetBytes(json), new TestReadScope(scope))).Code);
    }

    [Fact]
    [Trait("Behaviour", "B-233")]
    public void B_233_a_link_to_what_is_no_model_is_refused()
    {
        Assert.Equal(ErrorCodes.InvalidConfiguration, Codecs.Refused<WrongLink>().Code);
    }

    [External]
    public record Child(string Name);

    [External]
    public sealed record Special(string Name, int Extra) : Child(Name);

    public record struct Slot(Child? Child);

    public sealed class Nested
    {
        public List<Child>[] Inner { get; set; } = [];
    }

    [External]
    public sealed class Parent
    {
        public Child? One { get; set; }

        public List<Child?> List { get; set; } = [];

        public Child[] Array { get; set; } = [];

        public Dictionary<string, Child?> Map { get; set; } = [];

        public Slot? Optional { get; set; }

        public Slot Plain { get; set; }

        public External<Child>? Link { get; set; }

        public Nested? Deep { get; set; }

        public string? Ordinary { get; set; }
    }

    public sealed class WrongLink
    {
        public External<Nested>? Link { get; set; }
    }
}

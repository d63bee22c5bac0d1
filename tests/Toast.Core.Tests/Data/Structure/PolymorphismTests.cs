using System.Text.Json.Serialization;
using Toast.Data;

namespace Toast.Core.Tests.Data.Structure;

public sealed class PolymorphismTests
{
    [Fact]
    [Trait("Behaviour", "B-147")]
    public void B_147_derived_objects_keep_their_type_and_members_in_members_and_lists()
    {
        var value = new Drawing { Main = new Circle { Name = "c", Radius = 2 }, All = [new Square { Side = 3 }, null, new Circle()] };

        string json = Codecs.Json(value);
        Drawing read = Codecs.RoundTrip(value)!;

        Assert.Equal("""{"main":{"$type":"circle","name":"c","radius":2},"all":[{"$type":4,"name":null,"side":3},null,{"$type":"circle","name":null,"radius":0}]}""", json);
        Assert.Equivalent(value, read, strict: true);
        Assert.IsType<Circle>(read.Main);
        Assert.IsType<Square>(read.All[0]);
    }

    [Theory]
    [InlineData("""{"main":{"radius":2,"name":"c","$type":"circle"}}""")]
    [InlineData("""{"main":{"name":"c","\u0024type":"circle","radius":2}}""")]
    [Trait("Behaviour", "B-147")]
    public void B_147_the_marker_may_stand_anywhere(string json)
    {
        Assert.Equal(2, Assert.IsType<Circle>(Codecs.Read<Drawing>(json)!.Main).Radius);
    }

    [Fact]
    [Trait("Behaviour", "B-147")]
    public void B_147_an_unregistered_derived_type_is_refused_with_the_path()
    {
        DataFault fault = Codecs.Fault(() => Codecs.Json(new Drawing { All = [new Circle(), new Blob()] }));
        DataFault unmarked = Codecs.Fault(() => Codecs.Json(new List<Open> { new Derived() }));

        Assert.Equal(("$.all[1]", "$[0]"), (fault.Path, unmarked.Path));
        Assert.Contains(nameof(Blob), fault.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"main":{"name":"c"}}""", "$.main")]
    [InlineData("""{"main":{"$type":"blob"}}""", "$.main.$type")]
    [InlineData("""{"main":{"$type":"4"}}""", "$.main.$type")]
    [InlineData("""{"main":{"$type":null}}""", "$.main.$type")]
    [InlineData("""{"main":[]}""", "$.main")]
    [InlineData("""{"main":{"$type":"circle","$type":"circle"}}""", "$.main.$type")]
    [Trait("Behaviour", "B-147")]
    public void B_147_a_missing_or_unknown_marker_is_refused(string json, string path)
    {
        Assert.Equal(path, Codecs.Fault(() => Codecs.Read<Drawing>(json)).Path.Replace("['$type']", ".$type", StringComparison.Ordinal));
    }

    [Fact]
    [Trait("Behaviour", "B-147")]
    public void B_147_a_concrete_base_stands_without_marker_beside_registered_subtypes()
    {
        TestModels models = new TestModels().With<Open, Derived>("derived");
        DataCodec codec = Codecs.For(typeof(List<Open>), models);

        string json = Codecs.Json(codec, new List<Open> { new() { A = 1 }, new Derived { A = 2, B = 3 } });
        var read = (List<Open>)codec.Read(System.Text.Encoding.UTF8.GetBytes(json), Codecs.Stored())!;

        Assert.Equal("""[{"a":1},{"$type":"derived","a":2,"b":3}]""", json);
        Assert.Equal(3, Assert.IsType<Derived>(read[1]).B);
        Assert.IsType<Open>(read[0], exactMatch: true);
    }

    [Fact]
    [Trait("Behaviour", "B-147")]
    public void B_147_interfaces_with_subtypes_may_hold_records_and_structs()
    {
        TestModels models = new TestModels().With<IThing, RecordThing>("record").With<IThing, StructThing>("struct");
        DataCodec codec = Codecs.For(typeof(IThing[]), models);
        IThing[] value = [new RecordThing(1), new StructThing { Value = 2 }];

        object? read = codec.Read(System.Text.Encoding.UTF8.GetBytes(Codecs.Json(codec, value)), Codecs.Stored());

        Assert.Equal(value, (IThing[])read!);
    }

    [Fact]
    [Trait("Behaviour", "B-248")]
    public void B_248_interfaces_and_abstract_types_without_subtypes_are_refused()
    {
        Assert.Equal((ErrorCodes.UnsupportedType, "$[]"), (Codecs.Refused<IThing[]>().Code, Codecs.Refused<IThing[]>().MemberPath));
        Assert.Equal(ErrorCodes.UnsupportedType, Codecs.Refused<AbstractOnly>().Code);
    }

    [Fact]
    [Trait("Behaviour", "B-147")]
    public void B_147_contradictory_markers_are_refused()
    {
        Assert.Equal(ErrorCodes.InvalidConfiguration, Codecs.Refused<Clash>().Code);
        Assert.Equal(ErrorCodes.InvalidConfiguration, Codecs.Refused<Unmarked>().Code);
        Assert.Equal(ErrorCodes.InvalidConfiguration, Codecs.Refused<Slicing>().Code);
        Assert.Equal(ErrorCodes.DuplicateRegistration, Codecs.Refused<Open[]>(new TestModels().With<Open, Derived>("a").With<Open, Derived>("b")).Code);
    }

    [Fact]
    [Trait("Behaviour", "B-208")]
    public void B_208_without_subtypes_the_marker_name_is_an_ordinary_member()
    {
        var value = new Ordinary { Type = "text" };

        Assert.Equal("""{"$type":"text"}""", Codecs.Json(value));
        Assert.Equal("text", Codecs.RoundTrip(value)!.Type);
    }

    public interface IThing;

    public sealed record RecordThing(int Value) : IThing;

    public record struct StructThing(int Value) : IThing;

    [JsonDerivedType(typeof(Circle), "circle")]
    [JsonDerivedType(typeof(Square), 4)]
    public abstract class Shape
    {
        public string? Name { get; set; }
    }

    public sealed class Circle : Shape
    {
        public int Radius { get; set; }
    }

    public sealed class Square : Shape
    {
        public int Side { get; set; }
    }

    public sealed class Blob : Shape;

    public sealed class Drawing
    {
        public Shape? Main { get; set; }

        public List<Shape?> All { get; set; } = [];
    }

    public class Open
    {
        public int A { get; set; }
    }

    public sealed class Derived : Open
    {
        public int B { get; set; }
    }

    public abstract class AbstractOnly
    {
        public int A { get; set; }
    }

    [JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
    [JsonDerivedType(typeof(ClashDerived), "x")]
    public class Clash;

    public sealed class ClashDerived : Clash
    {
        public string? Kind { get; set; }
    }

    [JsonDerivedType(typeof(UnmarkedDerived))]
    public class Unmarked;

    public sealed class UnmarkedDerived : Unmarked;

    [JsonPolymorphic(UnknownDerivedTypeHandling = JsonUnknownDerivedTypeHandling.FallBackToBaseType)]
    [JsonDerivedType(typeof(SlicingDerived), "s")]
    public class Slicing;

    public sealed class SlicingDerived : Slicing;

    public sealed class Ordinary
    {
        [JsonPropertyName("$type")]
        public string? Type { get; set; }
    }
}

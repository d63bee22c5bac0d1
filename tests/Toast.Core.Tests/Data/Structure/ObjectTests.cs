#pragma warning disable CA1051 // Public fields are one of the ways to declare data that are tested here.
using System.Text.Json.Serialization;
using Toast.Data;

namespace Toast.Core.Tests.Data.Structure;

public sealed class ObjectTests
{
    [Fact]
    [Trait("Behaviour", "B-238")]
    public void B_238_all_ways_to_declare_data_are_restored()
    {
        var value = new Everything(7) { Required = "r", Init = 1, Field = 2 };
        value.Fill();

        Everything read = Codecs.RoundTrip(value)!;

        Assert.Equal(value.ToString(), read.ToString());
        Assert.Contains("r 1 2 3 4 5 7 8", read.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Behaviour", "B-238")]
    public void B_238_records_classes_and_structs_with_primary_constructors_round_trip()
    {
        Assert.Equal(new Point(1, 2), Codecs.RoundTrip(new Point(1, 2)));
        Assert.Equal(new Struct(1, "a"), Codecs.RoundTrip(new Struct(1, "a")));
        Assert.Equal(new PlainStruct { A = 1, B = "x" }, Codecs.RoundTrip(new PlainStruct { A = 1, B = "x" }));
        Assert.Equal(5, Codecs.RoundTrip(new ReadOnlyStruct(5)).Value);
        Assert.Equal("abc", Codecs.RoundTrip(new PrimaryClass("abc"))!.Name);
        Assert.Equal(3, Codecs.RoundTrip(new Frozen(3))!.Value);
    }

    [Fact]
    [Trait("Behaviour", "B-238")]
    public void B_238_members_of_base_classes_and_overrides_are_stored_once()
    {
        var value = new Derived { Own = 1, Name = "n", Late = 3 };
        value.SetHidden(9);

        Assert.Equal("""{"name":"n","hidden":9,"late":3,"own":1}""".Length, Codecs.Json(value).Length);
        Derived read = Codecs.RoundTrip(value)!;
        Assert.Equal((1, "n", 3, 9), (read.Own, read.Name, read.Late, read.Hidden));
    }

    [Fact]
    [Trait("Behaviour", "B-238")]
    public void B_238_a_marked_private_constructor_is_used()
    {
        Assert.Equal(4, Codecs.RoundTrip(PrivatelyMade.Of(4))!.Value);
    }

    [Fact]
    [Trait("Behaviour", "B-240")]
    public void B_240_computed_private_and_ignored_members_are_not_stored()
    {
        var value = new Computed { First = "a", Last = "b", Secret = "s" };

        Assert.Equal("""{"first":"a","last":"b"}""", Codecs.Json(value));
        Computed read = Codecs.Read<Computed>("""{"first":"a","last":"b","secret":"x","full":"y","hidden":5}""")!;
        Assert.Equal(("initial", "a b", 1), (read.Secret, read.Full, read.ShowHidden()));
    }

    [Fact]
    [Trait("Behaviour", "B-240")]
    public void B_240_ignoring_a_required_member_is_refused()
    {
        Assert.Equal(ErrorCodes.InvalidConfiguration, Codecs.Refused<IgnoredRequired>().Code);
        Assert.Equal(ErrorCodes.UnsupportedType, Codecs.Refused<IgnoredArgument>().Code);
    }

    [Fact]
    [Trait("Behaviour", "B-242")]
    public void B_242_a_missing_member_keeps_its_initialiser_or_default()
    {
        Defaults read = Codecs.Read<Defaults>("""{"name":"n"}""")!;

        Assert.Equal(("n", 5, Color.Green, 42, null), (read.Name, read.Count, read.Shade, read.Initialised, read.Optional));
        Assert.Equal(new StructWithDefault(1, 7), Codecs.Read<StructWithDefault>("""{"a":1}"""));
    }

    [Fact]
    [Trait("Behaviour", "B-242")]
    public void B_242_stored_values_win_over_initialisers()
    {
        var value = new Fresh();

        Assert.Equal((value.Id, value.Auto), (Codecs.RoundTrip(value)!.Id, Codecs.RoundTrip(value)!.Auto));
    }

    [Theory]
    [InlineData("""{"count":1}""", "$.name")]
    [InlineData("{}", "$.name")]
    [Trait("Behaviour", "B-242")]
    public void B_242_a_missing_argument_without_default_is_refused(string json, string path)
    {
        DataFault fault = Codecs.Fault(() => Codecs.Read<Defaults>(json));

        Assert.Equal((null, path), (fault.Code, fault.Path));
        Assert.Equal("$.required", Codecs.Fault(() => Codecs.Read<Everything>("""{"from_constructor":1}""")).Path);
    }

    [Fact]
    [Trait("Behaviour", "B-204")]
    public void B_204_empty_null_and_missing_are_three_states()
    {
        Assert.Equal("""{"text":"","other":null}""", Codecs.Json(new Texts { Text = string.Empty, Other = null }));
        Assert.Equal((string.Empty, null), Pair(Codecs.Read<Texts>("""{"text":"","other":null}""")!));
        Assert.Equal(("first", "second"), Pair(Codecs.Read<Texts>("{}")!));
        Assert.Null(Codecs.Read<Texts>("""{"text":null}""")!.Text);

        static (string, string?) Pair(Texts t) => (t.Text, t.Other);
    }

    [Fact]
    [Trait("Behaviour", "B-204")]
    public void B_204_only_a_condition_on_the_member_leaves_a_null_out()
    {
        Assert.Equal("{}", Codecs.Json(new Conditional()));
        Assert.Equal("""{"number":1,"text":"a"}""", Codecs.Json(new Conditional { Number = 1, Text = "a" }));
    }

    [Fact]
    [Trait("Behaviour", "B-243")]
    public void B_243_a_wrong_kind_names_the_path_and_no_value()
    {
        DataFault fault = Codecs.Fault(() => Codecs.Read<Outer>("""{"items":[{"point":{"x":1,"y":2}},{"point":{"x":"secret","y":2}}]}"""));

        Assert.Equal("$.items[1].point.x", fault.Path);
        Assert.Null(fault.Code);
        Assert.DoesNotContain("secret", fault.Message, StringComparison.Ordinal);
        Assert.Equal("$.items", Codecs.Fault(() => Codecs.Read<Outer>("""{"items":5}""")).Path);
        Assert.Equal("$.items[0].point", Codecs.Fault(() => Codecs.Read<Outer>("""{"items":[{"point":[]}]}""")).Path);
        Assert.Equal("$.items[0].point.y", Codecs.Fault(() => Codecs.Read<Outer>("""{"items":[{"point":{"x":1,"y":null}}]}""")).Path);
    }

    [Theory]
    [InlineData("""{"x":1,"x":2,"y":3}""", "$.x")]
    [InlineData("""{"x":1,"y":3,"z":1,"z":1}""", "$.z")]
    [InlineData("""{"x":1,"y":3,"\u0078":1}""", "$.x")]
    [Trait("Behaviour", "B-243")]
    public void B_243_a_name_twice_is_invalid_json(string json, string path)
    {
        DataFault fault = Codecs.Fault(() => Codecs.Read<Point>(json));

        Assert.Equal((ErrorCodes.InvalidJson, path), (fault.Code, fault.Path));
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("""{"x":1,"y":2""")]
    [InlineData("""{"x":1,"y":2} 3""")]
    [InlineData("""{"x":1,"y":2,}""")]
    [Trait("Behaviour", "B-243")]
    public void B_243_what_is_not_json_is_a_fault(string json)
    {
        Assert.Equal(ErrorCodes.InvalidJson, Codecs.Fault(() => Codecs.Read<Point>(json)).Code);
    }

    [Fact]
    [Trait("Behaviour", "B-243")]
    public void B_243_exceptions_of_the_model_become_faults_with_the_path()
    {
        DataFault onWrite = Codecs.Fault(() => Codecs.Json(new Holder { Inner = new Touchy() }));
        DataFault onRead = Codecs.Fault(() => Codecs.Read<Holder>("""{"inner":{"value":7}}"""));
        DataFault onCreate = Codecs.Fault(() => Codecs.Read<List<Strict>>("""[{"value":-1}]"""));

        Assert.Equal(("$.inner.broken", "$.inner.value", "$[0]"), (onWrite.Path, onRead.Path, onCreate.Path));
        Assert.IsType<InvalidOperationException>(onWrite.InnerException);
        Assert.DoesNotContain("7", onRead.Message, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Behaviour", "B-238")]
    public void B_238_types_without_a_usable_constructor_are_refused()
    {
        Assert.Contains("'other'", Codecs.Refused<Unmatched>().Message, StringComparison.Ordinal);
        Assert.Equal(ErrorCodes.UnsupportedType, Codecs.Refused<TwoConstructors>().Code);
        Assert.Equal(ErrorCodes.UnsupportedType, Codecs.Refused<Hidden>().Code);
    }

    [Fact]
    [Trait("Behaviour", "B-148")]
    public void B_148_roots_need_not_be_objects()
    {
        Assert.Equal([1, 2], Codecs.RoundTrip<List<int>>([1, 2])!);
        Assert.Equal((1, "a"), Codecs.RoundTrip((1, "a")));
        Assert.Equal(5, Codecs.RoundTrip(5));
        Assert.Equal("x", Codecs.RoundTrip("x"));
        Assert.Null(Codecs.RoundTrip<string?>(null));
        Assert.Null(Codecs.RoundTrip<int?>(null));
        Assert.Equal(new Point(1, 2), Codecs.RoundTrip<Point?>(new Point(1, 2)));
    }

    public enum Color
    {
        Red,
        Green,
    }

    public sealed record Point(int X, int Y);

    public readonly record struct Struct(int A, string B);

    public readonly record struct StructWithDefault(int A, int B = 7);

    public record struct PlainStruct
    {
        public int A;

        public string B { get; set; }
    }

    public readonly struct ReadOnlyStruct(int value)
    {
        public int Value { get; } = value;
    }

    public sealed class PrimaryClass(string name)
    {
        public string Name { get; } = name;
    }

    public sealed class Frozen(int value)
    {
        public readonly int Value = value;
    }

    public sealed class Everything(int fromConstructor)
    {
        public int Field;

        [JsonInclude]
        private int included;

        public required string Required { get; set; }

        public int Init { get; init; }

        public int Private { get; private set; }

        public int FromConstructor => fromConstructor;

        public int AutoGetOnly { get; } = Environment.TickCount;

        [JsonInclude]
        internal int Internal { get; set; }

        public void Fill()
        {
            included = 3;
            Private = 4;
            Internal = 5;
        }

        public override string ToString() => $"{Required} {Init} {Field} {included} {Private} {Internal} {FromConstructor} 8 {AutoGetOnly}";
    }

    public class Base
    {
        public virtual string? Name { get; set; }

        public int Hidden { get; private set; }

        public virtual int Late { get; set; }

        public void SetHidden(int value) => Hidden = value;
    }

    public sealed class Derived : Base
    {
        public int Own { get; set; }

        public override string? Name { get; set; }

        public override int Late => base.Late;
    }

    public sealed class PrivatelyMade
    {
        [JsonConstructor]
        private PrivatelyMade(int value) => Value = value;

        public int Value { get; }

        public static PrivatelyMade Of(int value) => new(value);
    }

    public sealed class Computed
    {
        private readonly int hidden = 1;

        public string? First { get; set; }

        public string? Last { get; set; }

        [JsonIgnore]
        public string Secret { get; set; } = "initial";

        public string Full => First + " " + Last;

        public object Anything => Full;

        public int ShowHidden() => hidden;
    }

    public sealed class IgnoredRequired
    {
        [JsonIgnore]
        public required string Name { get; set; }
    }

    public sealed record IgnoredArgument([property: JsonIgnore] string Name);

    public sealed record Defaults(string Name, int Count = 5, Color Shade = Color.Green, string? Optional = null)
    {
        public int Initialised { get; set; } = 42;
    }

    public sealed class Fresh
    {
        public Guid Id { get; set; } = Guid.NewGuid();

        public Guid Auto { get; } = Guid.NewGuid();
    }

    public sealed class Texts
    {
        public string Text { get; set; } = "first";

        public string? Other { get; set; } = "second";
    }

    public sealed class Conditional
    {
        [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
        public int Number { get; set; }

        [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
        public string? Text { get; set; }
    }

    public sealed record Item(Point Point);

    public sealed record Outer(List<Item> Items);

    public sealed class Touchy
    {
        public int Value { get => 1; set => throw new ArgumentException($"{value} is bad"); }

        public int Broken { get => throw new InvalidOperationException("no"); set => _ = value; }
    }

    public sealed class Holder
    {
        public Touchy? Inner { get; set; }
    }

    public sealed class Strict
    {
        public Strict(int value)
        {
            ArgumentOutOfRangeException.ThrowIfNegative(value);
            Value = value;
        }

        public int Value { get; }
    }

    public sealed class Unmatched(int other)
    {
        public int Value { get; } = other;
    }

    public sealed class TwoConstructors
    {
        public TwoConstructors(int a) => A = a;

        public TwoConstructors(int a, int b) => A = a + b;

        public int A { get; }
    }

    public sealed class Hidden
    {
        private Hidden()
        {
        }

        public int A { get; set; }

        public static Hidden Make() => new();
    }
}

using System.Text.Json.Serialization;

namespace Toast.Core.Tests.Data.Structure;

/// <summary>Which instances can no longer change. Only of those may nobody look again.</summary>
public sealed class FixedContentTests
{
    public enum Colour
    {
        Red,
        Green,
    }

    public static TheoryData<object, bool> Instances => new()
    {
        { new Values("a", 1, Colour.Red, Guid.Empty, DateTime.UnixEpoch, null, new Uri("https://example.com")), true },
        { new Derived("a", 2), true },
        { new ReadOnlyFields("a"), true },
        { new OneSetter("a") { Age = 1 }, false },
        { new HiddenState("a"), false },
        { new WithList("a", ["b"]), false },
        { new WithBytes("a", [1]), false },
        { new OwnGetter { Name = "a" }, false },
        { new OwnConverter(Colour.Green), false },
        { new BaseHasSetter("a") { Note = "b" }, false },
    };

    [Theory]
    [MemberData(nameof(Instances))]
    public void Only_an_instance_of_read_only_values_is_fixed(object instance, bool isFixed) =>
        Assert.Equal(isFixed, Codecs.For(instance.GetType()).IsFixed(instance));

    [Fact]
    public void An_instance_of_a_derived_type_is_not_what_its_base_is() =>
        Assert.False(Codecs.For(typeof(Base)).IsFixed(new Derived("a", 2)));

    public sealed record Values(string Name, int Age, Colour Colour, Guid Id, DateTime Joined, decimal? Balance, Uri Page);

    public record Base(string Name);

    public sealed record Derived(string Name, int Age) : Base(Name);

    public sealed class ReadOnlyFields(string name)
    {
        [JsonInclude]
        private readonly string name = name;

        public string Show() => name;
    }

    public sealed record OneSetter(string Name)
    {
        public int Age { get; set; }
    }

    public sealed record HiddenState(string Name)
    {
        private int seen;

        public int See() => ++seen;
    }

    public sealed record WithList(string Name, List<string> Tags);

    public sealed record WithBytes(string Name, byte[] Image);

    public sealed record OwnGetter
    {
        public string Name
        {
            get => field + Environment.TickCount64;
            init;
        } = "";
    }

    public sealed record OwnConverter([property: JsonConverter(typeof(JsonStringEnumConverter<Colour>))] Colour Colour);

    public record Noted
    {
        public string? Note { get; set; }
    }

    public sealed record BaseHasSetter(string Name) : Noted;
}

using System.Text.Json;
using System.Text.Json.Serialization;
using Toast.Data;

namespace Toast.Core.Tests.Data.Structure;

public sealed class ConverterTests
{
    [Fact]
    [Trait("Behaviour", "B-227")]
    public void B_227_converters_on_types_and_members_serve_both_directions()
    {
        var value = new Order { Price = new Money(5), Perhaps = new Money(6), Code = 255, Level = Level.High };

        Assert.Equal("""{"price":"5 EUR","perhaps":"6 EUR","code":"ff","level":"High","nothing":null}""", Codecs.Json(value));
        Assert.Equivalent(value, Codecs.RoundTrip(value), strict: true);
    }

    [Fact]
    [Trait("Behaviour", "B-227")]
    public void B_227_a_converter_may_hand_parts_back_to_the_serializer()
    {
        var value = new Wrapping { Box = new Box<Plain> { Content = new Plain { FirstName = "a" } } };

        Assert.Equal("""{"box":[{"first_name":"a"}]}""", Codecs.Json(value));
        Assert.Equal("a", Codecs.RoundTrip(value)!.Box!.Content!.FirstName);
        Assert.Equal("$.box.first_name", Codecs.Fault(() => Codecs.Read<Wrapping>("""{"box":[{"first_name":[]}]}""")).Path);
    }

    [Theory]
    [InlineData(Bad.Mode.Depth, ErrorCodes.TooDeep)]
    [InlineData(Bad.Mode.Unfinished, null)]
    [InlineData(Bad.Mode.Throws, null)]
    [Trait("Behaviour", "B-227")]
    public void B_227_what_a_converter_writes_obeys_the_rules(Bad.Mode mode, string? code)
    {
        DataFault fault = Codecs.Fault(() => Codecs.Json(new Dictionary<string, Bad> { ["k"] = new(mode) }));

        Assert.StartsWith("$.k", fault.Path, StringComparison.Ordinal);
        if (code is not null)
        {
            Assert.Equal(code, fault.Code);
        }
    }

    [Fact]
    [Trait("Behaviour", "B-227")]
    public void B_227_a_converter_that_reads_too_little_is_found()
    {
        Assert.Equal("$[0]", Codecs.Fault(() => Codecs.Read<List<Bad>>("[[1,2]]")).Path);
    }

    [Fact]
    [Trait("Behaviour", "B-227")]
    public void B_227_a_converter_of_another_type_is_refused()
    {
        Assert.Equal(ErrorCodes.InvalidConfiguration, Codecs.Refused<Mismatched>().Code);
    }

    [Fact]
    [Trait("Behaviour", "B-215")]
    public void B_215_number_handling_of_members_and_types_reaches_items()
    {
        var value = new Handled { One = 1, Many = [2, 3], Plain = 4 };

        Assert.Equal("""{"one":"1","many":["2","3"],"plain":4}""", Codecs.Json(value));
        Assert.Equivalent(value, Codecs.RoundTrip(value), strict: true);
        Assert.Equal("""[{"a":"1"}]""", Codecs.Json(new List<HandledType> { new() { A = 1 } }));
    }

    public enum Level
    {
        Low,
        High,
    }

    [JsonConverter(typeof(MoneyConverter))]
    public readonly record struct Money(int Amount);

    public sealed class Order
    {
        public Money Price { get; set; }

        public Money? Perhaps { get; set; }

        [JsonConverter(typeof(HexConverter))]
        public int Code { get; set; }

        [JsonConverter(typeof(JsonStringEnumConverter))]
        public Level Level { get; set; }

        [JsonConverter(typeof(HexConverter))]
        public int? Nothing { get; set; }
    }

    public sealed class MoneyConverter : JsonConverter<Money>
    {
        public override Money Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            new(int.Parse(reader.GetString()!.Split(' ')[0], System.Globalization.CultureInfo.InvariantCulture));

        public override void Write(Utf8JsonWriter writer, Money value, JsonSerializerOptions options) => writer.WriteStringValue($"{value.Amount} EUR");
    }

    public sealed class HexConverter : JsonConverter<int>
    {
        public override int Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            Convert.ToInt32(reader.GetString(), 16);

        public override void Write(Utf8JsonWriter writer, int value, JsonSerializerOptions options) => writer.WriteStringValue(value.ToString("x"));
    }

    public sealed class Plain
    {
        public string? FirstName { get; set; }
    }

    [JsonConverter(typeof(BoxConverterFactory))]
    public sealed class Box<T>
    {
        public T? Content { get; set; }
    }

    public sealed class Wrapping
    {
        public Box<Plain>? Box { get; set; }
    }

    public sealed class BoxConverterFactory : JsonConverterFactory
    {
        public override bool CanConvert(Type typeToConvert) => true;

        public override JsonConverter CreateConverter(Type typeToConvert, JsonSerializerOptions options) =>
            (JsonConverter)Activator.CreateInstance(typeof(BoxConverter<>).MakeGenericType(typeToConvert.GetGenericArguments()))!;
    }

    public sealed class BoxConverter<T> : JsonConverter<Box<T>>
    {
        public override Box<T> Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        {
            reader.Read();
            var box = new Box<T> { Content = JsonSerializer.Deserialize<T>(ref reader, options) };
            reader.Read();
            return box;
        }

        public override void Write(Utf8JsonWriter writer, Box<T> value, JsonSerializerOptions options)
        {
            writer.WriteStartArray();
            JsonSerializer.Serialize(writer, value.Content, options);
            writer.WriteEndArray();
        }
    }

    [JsonConverter(typeof(BadConverter))]
    public sealed record Bad(Bad.Mode How)
    {
        public enum Mode
        {
            Depth,
            Unfinished,
            Throws,
        }
    }

    public sealed class BadConverter : JsonConverter<Bad>
    {
        public override Bad Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => new(Bad.Mode.Depth);

        public override void Write(Utf8JsonWriter writer, Bad value, JsonSerializerOptions options)
        {
            switch (value.How)
            {
                case Bad.Mode.Depth:
                    for (int i = 0; i < 64; i++)
                    {
                        writer.WriteStartArray();
                    }

                    for (int i = 0; i < 64; i++)
                    {
                        writer.WriteEndArray();
                    }

                    break;
                case Bad.Mode.Unfinished:
                    writer.WriteStartObject();
                    break;
                default:
                    throw new NotSupportedException("no");
            }
        }
    }

    public sealed class Mismatched
    {
        [JsonConverter(typeof(HexConverter))]
        public string? Text { get; set; }
    }

    public sealed class Handled
    {
        [JsonNumberHandling(JsonNumberHandling.WriteAsString | JsonNumberHandling.AllowReadingFromString)]
        public long One { get; set; }

        [JsonNumberHandling(JsonNumberHandling.WriteAsString | JsonNumberHandling.AllowReadingFromString)]
        public List<long> Many { get; set; } = [];

        public long Plain { get; set; }
    }

    [JsonNumberHandling(JsonNumberHandling.WriteAsString | JsonNumberHandling.AllowReadingFromString)]
    public sealed class HandledType
    {
        public int A { get; set; }
    }
}

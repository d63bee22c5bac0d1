using System.Text;
using System.Text.Json;

namespace Toast.Data.Structure;

/// <summary>A plain base type or interface: the run-time type decides, and its marker in the JSON tells it again.</summary>
internal sealed class PolymorphicShape<T>(SubtypeTable table) : Shape<T>
{
    private readonly Dictionary<Type, Variant> byType = [];
    private readonly Dictionary<string, Variant> byMarker = new(StringComparer.Ordinal);
    private Variant? unmarked;

    public override IEnumerable<Shape> Parts => byType.Values.Select(v => (Shape)v.Shape);

    public override void Build(ShapeBuilder builder)
    {
        foreach (SubtypeEntry entry in table.Entries)
        {
            var marker = new TypeMarker(table.MarkerName, entry.Marker, entry.IsNumber);
            Variant variant = Add(entry.Type, marker, builder);
            byMarker.Add(entry.Marker, variant);
        }

        if (!typeof(T).IsAbstract && !byType.ContainsKey(typeof(T)))
        {
            unmarked = Add(typeof(T), null, builder);
        }
    }

    public override void Verify(ShapeBuilder builder)
    {
        foreach ((Type type, Variant variant) in byType)
        {
            if (variant.Shape.MemberNames.Contains(table.MarkerName))
            {
                throw builder.Failure(
                    ErrorCodes.InvalidConfiguration,
                    type,
                    $"has a member stored as '{HostileText.Show(table.MarkerName)}', which is the type marker of {TypeNames.Show(typeof(T))}",
                    "Give the member another [JsonPropertyName], or the marker another name with [JsonPolymorphic].");
            }
        }
    }

    public override DataDescription Describe(DescribeWalk walk) => new(DataKind.OneOf)
    {
        Variants = [.. byType.Values.Select(variant => variant.Shape.DescribeObject(walk, variant.Marker))],
    };

    public override void Write(Utf8JsonWriter writer, T value, WriteWalk walk)
    {
        if (value is null)
        {
            writer.WriteNullValue();
            return;
        }

        Variant variant = Of(value);
        variant.Shape.WriteObject(writer, value, walk, variant.Marker);
    }

    public override T? Read(ref Utf8JsonReader reader, ReadWalk walk)
    {
        if (reader.TokenType == JsonTokenType.Null)
        {
            return default;
        }

        if (reader.TokenType != JsonTokenType.StartObject)
        {
            throw Faults.WrongKind(in reader, "an object");
        }

        Variant variant = Marked(reader);
        return (T)variant.Shape.ReadObject(ref reader, walk, variant.Marker);
    }

    public override void Visit(T value, VisitWalk walk)
    {
        if (value is not null)
        {
            Of(value).Shape.VisitObject(value, walk);
        }
    }

    public override void Scan(ref Utf8JsonReader reader, ScanWalk walk)
    {
        if (reader.TokenType == JsonTokenType.StartObject)
        {
            Marked(reader).Shape.ScanObject(ref reader, walk);
        }
        else
        {
            reader.Skip();
        }
    }

    public override void Check(T value, CheckWalk walk)
    {
        if (value is not null)
        {
            Of(value).Shape.CheckObject(value, walk);
        }
    }

    private Variant Add(Type type, TypeMarker? marker, ShapeBuilder builder)
    {
        return byType[type] = new Variant(builder.Object(type), marker);
    }

    private Variant Of(T value) =>
        byType.TryGetValue(value!.GetType(), out Variant? variant) ? variant : throw Faults.WrongType(typeof(T), value.GetType());

    // The reader is a copy: stores may put the marker anywhere in the object.
    private Variant Marked(Utf8JsonReader reader)
    {
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            bool found = reader.ValueTextEquals(table.MarkerName);
            reader.Read();
            if (found)
            {
                return Named(ref reader);
            }

            reader.Skip();
        }

        return unmarked ?? throw new DataFault(
            null, $"has no type marker '{HostileText.Show(table.MarkerName)}'", expected: "a type marker", actual: "nothing");
    }

    private Variant Named(ref Utf8JsonReader reader)
    {
        string? text = reader.TokenType switch
        {
            JsonTokenType.String => reader.GetString(),
            JsonTokenType.Number => Encoding.UTF8.GetString(reader.ValueSpan),
            _ => null,
        };
        if (text is not null && byMarker.TryGetValue(text, out Variant? variant) && variant.Marker!.IsNumber == (reader.TokenType == JsonTokenType.Number))
        {
            return variant;
        }

        DataFault fault = new(
            null, $"names no registered subtype of {TypeNames.Show(typeof(T))}", "the marker of a registered subtype", Faults.Kind(reader.TokenType));
        fault.PrependMember(table.MarkerName);
        throw fault;
    }

    private sealed record Variant(IObjectShape Shape, TypeMarker? Marker);
}

using System.Text.Json;

namespace Toast.Data.Structure;

/// <summary>A value type that may be null.</summary>
internal sealed class NullableShape<T>(Shape<T> inner) : Shape<T?>
    where T : struct
{
    public override bool IsStructObject => inner.IsStructObject;

    public override bool WritesValueOnly => inner.WritesValueOnly;

    public override IEnumerable<Shape> Parts => [inner];

    public override DataDescription Describe(DescribeWalk walk) => inner.Describe(walk) with { AllowsNull = true };

    public override void Write(Utf8JsonWriter writer, T? value, WriteWalk walk)
    {
        if (value is { } present)
        {
            inner.Write(writer, present, walk);
        }
        else
        {
            writer.WriteNullValue();
        }
    }

    public override T? Read(ref Utf8JsonReader reader, ReadWalk walk) =>
        reader.TokenType == JsonTokenType.Null ? null : inner.Read(ref reader, walk);

    public override void Visit(T? value, VisitWalk walk)
    {
        if (value is { } present)
        {
            inner.Visit(present, walk);
        }
    }

    public override void Scan(ref Utf8JsonReader reader, ScanWalk walk) => inner.Scan(ref reader, walk);

    public override void Check(T? value, CheckWalk walk)
    {
        if (value is { } present)
        {
            inner.Check(present, walk);
        }
    }
}

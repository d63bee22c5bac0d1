using System.Text.Json;

namespace Toast.Data.Structure;

/// <summary>A typed reference, which is loaded when asked.</summary>
internal sealed class LinkShape<T> : Shape<External<T>>
    where T : class
{
    public LinkShape() => HoldsChildren = true;

    public override DataDescription Describe(DescribeWalk walk) => new(DataKind.Link) { Model = typeof(T) };

    public override void Write(Utf8JsonWriter writer, External<T> value, WriteWalk walk)
    {
        if (value is null)
        {
            writer.WriteNullValue();
            return;
        }

        walk.Enter();
        ReferenceJson.Write(writer, walk.Scope.ReferenceOf((IExternalLink)value));
        walk.Leave();
    }

    public override External<T>? Read(ref Utf8JsonReader reader, ReadWalk walk)
    {
        if (reader.TokenType == JsonTokenType.Null)
        {
            return null;
        }

        walk.Enter();
        ExternalReference reference = ExternalReferenceJsonConverter.Read(ref reader);
        walk.Leave();
        return new External<T>(reference, walk.Scope.Toast);
    }

    public override void Visit(External<T> value, VisitWalk walk)
    {
        if (value is not null)
        {
            walk.Visitor.Lazy(value, walk.Path);
        }
    }
}

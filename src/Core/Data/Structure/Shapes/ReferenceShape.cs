using System.Text.Json;

namespace Toast.Data.Structure;

/// <summary>An eager external child: the reference stands in the JSON, the instance in the member.</summary>
internal sealed class ReferenceShape<T> : Shape<T>
    where T : class
{
    public ReferenceShape() => HoldsChildren = true;

    public override void Write(Utf8JsonWriter writer, T value, WriteWalk walk)
    {
        if (value is null)
        {
            writer.WriteNullValue();
            return;
        }

        walk.Enter();
        ReferenceJson.Write(writer, walk.Scope.ReferenceOf(value));
        walk.Leave();
    }

    public override T? Read(ref Utf8JsonReader reader, ReadWalk walk)
    {
        if (reader.TokenType == JsonTokenType.Null)
        {
            return null;
        }

        walk.Enter();
        ExternalReference reference = ExternalReferenceJsonConverter.Read(ref reader);
        walk.Leave();
        object? child = walk.Scope.Resolve(reference, typeof(T));
        return child is null or T
            ? (T?)child
            : throw new DataFault(
                ErrorCodes.ClassMismatch,
                $"refers to a {TypeNames.Show(child.GetType())} where {TypeNames.Show(typeof(T))} is declared",
                TypeNames.Show(typeof(T)),
                TypeNames.Show(child.GetType()));
    }

    public override void Visit(T value, VisitWalk walk)
    {
        if (value is not null)
        {
            walk.Visitor.Eager(value, typeof(T), walk.Path);
        }
    }

    public override void Scan(ref Utf8JsonReader reader, ScanWalk walk)
    {
        if (reader.TokenType != JsonTokenType.Null)
        {
            walk.Sink.Found(ExternalReferenceJsonConverter.Read(ref reader), typeof(T), walk.Path);
        }
    }
}

using System.Text.Json;

namespace Toast.Data.Structure;

/// <summary>
/// An eager external child: the reference stands in the JSON, the instance in the member. In plain data from outside the child may also stand
/// there whole, and then becomes an unbound instance.
/// </summary>
internal sealed class ReferenceShape<T> : Shape<T>
    where T : class
{
    private Shape<T>? whole;
    private IReadOnlyCollection<string> members = [];

    public ReferenceShape() => HoldsChildren = true;

    /// <inheritdoc/>
    public override void Build(ShapeBuilder builder)
    {
        whole = typeof(T).IsAbstract ? null : builder.Root(typeof(T)) as Shape<T>;
        members = (whole as IObjectShape)?.MemberNames ?? [];
    }

    public override DataDescription Describe(DescribeWalk walk) => new(DataKind.Child) { Model = typeof(T) };

    public override void Write(Utf8JsonWriter writer, T value, WriteWalk walk)
    {
        if (value is null)
        {
            writer.WriteNullValue();
            return;
        }

        // Of a derived model the data alone would not tell the class.
        if (walk.Scope.WritesChildren && whole is not null && value.GetType() == typeof(T))
        {
            whole.Write(writer, value, walk);
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

        if (whole is not null && !walk.Scope.FromStore && !ReferenceJson.IsMeant(reader, members))
        {
            return whole.Read(ref reader, walk);
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
        if (reader.TokenType == JsonTokenType.Null)
        {
            return;
        }

        if (whole is not null && walk.IsPlainData && !ReferenceJson.IsMeant(reader, members))
        {
            whole.Scan(ref reader, walk);
        }
        else
        {
            walk.Sink.Found(ExternalReferenceJsonConverter.Read(ref reader), typeof(T), walk.Path);
        }
    }
}

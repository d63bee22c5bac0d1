using System.Text.Json;
using System.Text.Json.Serialization;

namespace Toast.Data.Structure;

/// <inheritdoc/>
internal sealed class TypedMember<TOwner, TValue>(
    string name, Shape<TValue> shape, Accessor<TOwner, TValue> accessor, Filling filling, JsonIgnoreCondition skip) : Member<TOwner>(name)
{
    public override Shape Shape => shape;

    public override void Write(Utf8JsonWriter writer, ref TOwner owner, WriteWalk walk)
    {
        TValue value = accessor.Get(ref owner);
        if ((skip != JsonIgnoreCondition.Never && IsSkipped(value)) || (filling == Filling.RefillIfStable && !IsStable(ref owner, value)))
        {
            return;
        }

        writer.WritePropertyName(Encoded);
        shape.Write(writer, value, walk);
    }

    public override void Read(ref Utf8JsonReader reader, ref TOwner owner, ReadWalk walk)
    {
        if (filling == Filling.Set)
        {
            accessor.Set(ref owner, shape.Read(ref reader, walk)!);
            return;
        }

        TValue existing = accessor.Get(ref owner);
        if (filling == Filling.SetOver)
        {
            accessor.Set(ref owner, shape.ReadOver(ref reader, walk, existing)!);
        }
        else if (filling == Filling.RefillIfStable && !IsStable(ref owner, existing))
        {
            reader.Skip();
        }
        else
        {
            Refill(ref reader, ref owner, walk, existing);
        }
    }

    public override object? ReadArgument(ref Utf8JsonReader reader, ReadWalk walk) => shape.Read(ref reader, walk);

    public override void Visit(ref TOwner owner, VisitWalk walk)
    {
        TValue value = accessor.Get(ref owner);
        if (skip == JsonIgnoreCondition.Never || !IsSkipped(value))
        {
            shape.Visit(value, walk);
        }
    }

    public override void Scan(ref Utf8JsonReader reader, ScanWalk walk) => shape.Scan(ref reader, walk);

    public override void Check(ref TOwner owner, CheckWalk walk)
    {
        TValue value = accessor.Get(ref owner);
        Rules?.Check(value, owner!, walk);
        if (shape.HasAnnotations)
        {
            shape.Check(value, walk);
        }
    }

    private void Refill(ref Utf8JsonReader reader, ref TOwner owner, ReadWalk walk, TValue existing)
    {
        bool empty = reader.TokenType == JsonTokenType.Null;
        if (!empty && existing is not null && shape.CanRefillInstance(existing))
        {
            shape.Refill(ref reader, walk, existing);
        }
        else if (accessor.CanSet)
        {
            accessor.Set(ref owner, shape.ReadOver(ref reader, walk, existing)!);
        }
        else if (!empty || existing is not null)
        {
            throw new DataFault(
                null,
                empty ? "is null in the data and cannot be assigned" : "cannot be filled in a new instance",
                remedy: "Give the member a setter, which may be private, or initialise it with a collection that can change.");
        }
    }

    private bool IsStable(ref TOwner owner, TValue value) => ReferenceEquals(value, accessor.Get(ref owner));

    private bool IsSkipped(TValue value) =>
        value is null || (skip == JsonIgnoreCondition.WhenWritingDefault && EqualityComparer<TValue>.Default.Equals(value, default));
}

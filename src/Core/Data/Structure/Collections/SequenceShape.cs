using System.Text.Json;
using System.Text.Json.Serialization;

namespace Toast.Data.Structure;

/// <summary>A collection of items, in order, as a JSON array.</summary>
internal sealed class SequenceShape<TCollection, TItem>(SequenceKind<TCollection, TItem> kind, JsonNumberHandling? handling) : Shape<TCollection>
{
    private readonly bool exactTypeKnown = typeof(TCollection).IsValueType || typeof(TCollection).IsSealed || typeof(TCollection).IsInterface
        || typeof(TCollection).IsArray;

    private Shape<TItem> item = null!;

    public override bool CanRefill => kind.CanRefill;

    public override bool LooksAtExisting => kind.LooksAtExisting;

    public override IEnumerable<Shape> Parts => [item];

    public override void Build(ShapeBuilder builder)
    {
        using IDisposable place = builder.AtItems();
        item = (Shape<TItem>)builder.Shape(typeof(TItem), handling);
    }

    public override DataDescription Describe(DescribeWalk walk) => new(DataKind.List) { Item = item.Describe(walk) };

    public override void Write(Utf8JsonWriter writer, TCollection value, WriteWalk walk)
    {
        IEnumerable<TItem>? items = Items(value, walk.Scope);
        if (items is null)
        {
            writer.WriteNullValue();
            return;
        }

        walk.Enter();
        writer.WriteStartArray();
        int index = 0;
        try
        {
            if (items is TItem[] array)
            {
                for (; index < array.Length; index++)
                {
                    item.Write(writer, array[index], walk);
                    walk.CheckSize(writer);
                }
            }
            else if (items is List<TItem> list)
            {
                for (; index < list.Count; index++)
                {
                    item.Write(writer, list[index], walk);
                    walk.CheckSize(writer);
                }
            }
            else
            {
                foreach (TItem next in items)
                {
                    item.Write(writer, next, walk);
                    walk.CheckSize(writer);
                    index++;
                }
            }
        }
        catch (Exception e) when (walk.Pass(e, index, items))
        {
            throw;
        }

        writer.WriteEndArray();
        walk.Leave();
    }

    public override TCollection? Read(ref Utf8JsonReader reader, ReadWalk walk) => ReadOver(ref reader, walk, default);

    public override TCollection? ReadOver(ref Utf8JsonReader reader, ReadWalk walk, TCollection? existing) =>
        reader.TokenType == JsonTokenType.Null ? default : kind.Make(existing, ReadItems(ref reader, walk));

    public override bool CanRefillInstance(TCollection existing) => kind.CanRefill && kind.CanChange(existing);

    public override void Refill(ref Utf8JsonReader reader, ReadWalk walk, TCollection existing) => kind.Refill(existing, ReadItems(ref reader, walk));

    public override void Visit(TCollection value, VisitWalk walk)
    {
        if (Items(value, walk.Scope) is not { } items)
        {
            return;
        }

        walk.Enter();
        int index = 0;
        foreach (TItem next in items)
        {
            walk.Down(index);
            try
            {
                item.Visit(next, walk);
            }
            catch (Exception e) when (walk.Pass(e, index, items))
            {
                throw;
            }

            walk.Up();
            index++;
        }

        walk.Leave();
    }

    public override void Scan(ref Utf8JsonReader reader, ScanWalk walk)
    {
        if (reader.TokenType != JsonTokenType.StartArray)
        {
            reader.Skip();
            return;
        }

        walk.Enter();
        for (int index = 0; reader.Read() && reader.TokenType != JsonTokenType.EndArray; index++)
        {
            walk.Down(index);
            try
            {
                item.Scan(ref reader, walk);
            }
            catch (Exception e) when (walk.Pass(e, index, null))
            {
                throw;
            }

            walk.Up();
        }

        walk.Leave();
    }

    public override void Check(TCollection value, CheckWalk walk)
    {
        if (Items(value, walk.Scope) is not { } items)
        {
            return;
        }

        walk.Enter();
        int index = 0;
        foreach (TItem next in items)
        {
            walk.Down(index);
            try
            {
                item.Check(next, walk);
            }
            catch (Exception e) when (walk.Pass(e, index, items))
            {
                throw;
            }

            walk.Up();
            index++;
        }

        walk.Leave();
    }

    private List<TItem> ReadItems(ref Utf8JsonReader reader, ReadWalk walk)
    {
        if (reader.TokenType != JsonTokenType.StartArray)
        {
            throw Faults.WrongKind(in reader, "an array");
        }

        walk.Enter();
        var items = new List<TItem>();
        try
        {
            while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
            {
                items.Add(item.Read(ref reader, walk)!);
            }
        }
        catch (Exception e) when (walk.Pass(e, items.Count, null))
        {
            throw;
        }

        if (reader.TokenType != JsonTokenType.EndArray)
        {
            throw Faults.Incomplete();
        }

        walk.Leave();
        return items;
    }

    private IEnumerable<TItem>? Items(TCollection value, WriteScope? scope)
    {
        if (value is null)
        {
            return null;
        }

        if (!exactTypeKnown && value.GetType() != typeof(TCollection))
        {
            throw Faults.WrongType(typeof(TCollection), value.GetType());
        }

        return kind.MayBeLazy && value is not (ICollection<TItem> or IReadOnlyCollection<TItem>)
            ? Enumerated(value, scope)
            : kind.ItemsOf(value);
    }

    // The check of attributes, the search for children and the write all want the items, and the sequence may be good for one enumeration.
    private static List<TItem> Enumerated(TCollection sequence, WriteScope? scope)
    {
        if (scope?.Recall(sequence!) is List<TItem> known)
        {
            return known;
        }

        List<TItem> items = [.. (IEnumerable<TItem>)sequence!];
        scope?.Remember(sequence!, items);
        return items;
    }
}

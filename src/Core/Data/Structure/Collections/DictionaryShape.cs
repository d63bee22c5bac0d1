using System.Text.Json;
using System.Text.Json.Serialization;
using Toast.Data.Keys;

namespace Toast.Data.Structure;

/// <summary>
/// A dictionary: a JSON object with the keys as names, or, where order is content, an array of [key, value] pairs, since stores reorder names.
/// </summary>
internal sealed class DictionaryShape<TDictionary, TKey, TValue>(DictionaryKind<TDictionary, TKey, TValue> kind, JsonNumberHandling? handling)
    : Shape<TDictionary>
    where TKey : notnull
{
    private readonly bool exactTypeKnown = typeof(TDictionary).IsSealed || typeof(TDictionary).IsInterface;
    private KeyCodec<TKey> keys = null!;
    private Shape<TValue> item = null!;

    public override bool CanRefill => kind.CanRefill;

    public override bool LooksAtExisting => true;

    public override IEnumerable<Shape> Parts => [item];

    public override void Build(ShapeBuilder builder)
    {
        keys = KeyCodec.TryCreate(typeof(TKey)) as KeyCodec<TKey> ?? throw builder.Failure(
            ErrorCodes.UnsupportedType,
            typeof(TKey),
            "is no type of dictionary keys",
            "Use text, an integer, Guid, an enum, a date or time type, decimal, bool or char as key, or store a list of entries.");
        using IDisposable place = builder.AtItems();
        item = (Shape<TValue>)builder.Shape(typeof(TValue), handling);
    }

    public override DataDescription Describe(DescribeWalk walk) =>
        new(kind.KeepsOrder ? DataKind.Pairs : DataKind.Dictionary) { Item = item.Describe(walk) };

    public override void Write(Utf8JsonWriter writer, TDictionary value, WriteWalk walk)
    {
        if (Entries(value) is not { } entries)
        {
            writer.WriteNullValue();
            return;
        }

        HashSet<string>? written = MayRepeatKeys(entries) ? new HashSet<string>(StringComparer.Ordinal) : null;
        walk.Enter();
        Start(writer);
        if (entries is Dictionary<TKey, TValue> plain)
        {
            foreach ((TKey key, TValue entry) in plain)
            {
                WriteEntry(writer, key, entry, entries, written, walk);
            }
        }
        else
        {
            foreach ((TKey key, TValue entry) in entries)
            {
                WriteEntry(writer, key, entry, entries, written, walk);
            }
        }

        End(writer);
        walk.Leave();
    }

    public override TDictionary? Read(ref Utf8JsonReader reader, ReadWalk walk) => ReadOver(ref reader, walk, default);

    public override TDictionary? ReadOver(ref Utf8JsonReader reader, ReadWalk walk, TDictionary? existing)
    {
        if (reader.TokenType == JsonTokenType.Null)
        {
            return default;
        }

        IDictionary<TKey, TValue> entries = kind.Create(existing);
        Fill(ref reader, walk, entries);
        return kind.Finish(existing, entries);
    }

    public override bool CanRefillInstance(TDictionary existing) => existing is IDictionary<TKey, TValue> { IsReadOnly: false };

    public override void Refill(ref Utf8JsonReader reader, ReadWalk walk, TDictionary existing)
    {
        var entries = (IDictionary<TKey, TValue>)existing!;
        entries.Clear();
        Fill(ref reader, walk, entries);
    }

    public override void Visit(TDictionary value, VisitWalk walk)
    {
        if (Entries(value) is not { } entries)
        {
            return;
        }

        walk.Enter();
        foreach ((TKey key, TValue entry) in entries)
        {
            string name = keys.Format(key);
            walk.Down(name);
            try
            {
                item.Visit(entry, walk);
            }
            catch (Exception e) when (walk.Pass(e, name, entries))
            {
                throw;
            }

            walk.Up();
        }

        walk.Leave();
    }

    public override void Scan(ref Utf8JsonReader reader, ScanWalk walk)
    {
        if (reader.TokenType != (kind.KeepsOrder ? JsonTokenType.StartArray : JsonTokenType.StartObject))
        {
            reader.Skip();
            return;
        }

        walk.Enter();
        while (reader.Read() && reader.TokenType is not (JsonTokenType.EndObject or JsonTokenType.EndArray))
        {
            ScanEntry(ref reader, walk);
        }

        walk.Leave();
    }

    public override void Check(TDictionary value, CheckWalk walk)
    {
        if (Entries(value) is not { } entries)
        {
            return;
        }

        walk.Enter();
        foreach ((TKey key, TValue entry) in entries)
        {
            string name = keys.Format(key);
            walk.Down(name);
            try
            {
                item.Check(entry, walk);
            }
            catch (Exception e) when (walk.Pass(e, name, entries))
            {
                throw;
            }

            walk.Up();
        }

        walk.Leave();
    }

    // Keys that differ in a dictionary with a comparer of the framework also differ as text.
    private static bool MayRepeatKeys(IEnumerable<KeyValuePair<TKey, TValue>> entries) =>
        entries is not Dictionary<TKey, TValue> dictionary
        || !(ReferenceEquals(dictionary.Comparer, EqualityComparer<TKey>.Default) || dictionary.Comparer is StringComparer);

    private void WriteEntry(Utf8JsonWriter writer, TKey key, TValue entry, object container, HashSet<string>? written, WriteWalk walk)
    {
        string name = keys.Format(key);
        try
        {
            if (written?.Add(name) == false)
            {
                throw new DataFault(null, "is the text of two keys of one dictionary", remedy: "Make the keys differ in their text.");
            }

            if (kind.KeepsOrder)
            {
                walk.Enter();
                writer.WriteStartArray();
                writer.WriteStringValue(name);
                item.Write(writer, entry, walk);
                writer.WriteEndArray();
                walk.Leave();
            }
            else
            {
                writer.WritePropertyName(name);
                item.Write(writer, entry, walk);
            }

            walk.CheckSize(writer);
        }
        catch (Exception e) when (walk.Pass(e, name, container))
        {
            throw;
        }
    }

    private void Start(Utf8JsonWriter writer)
    {
        if (kind.KeepsOrder)
        {
            writer.WriteStartArray();
        }
        else
        {
            writer.WriteStartObject();
        }
    }

    private void End(Utf8JsonWriter writer)
    {
        if (kind.KeepsOrder)
        {
            writer.WriteEndArray();
        }
        else
        {
            writer.WriteEndObject();
        }
    }

    private void Fill(ref Utf8JsonReader reader, ReadWalk walk, IDictionary<TKey, TValue> entries)
    {
        if (reader.TokenType != (kind.KeepsOrder ? JsonTokenType.StartArray : JsonTokenType.StartObject))
        {
            throw Faults.WrongKind(in reader, kind.KeepsOrder ? "an array of [key, value] pairs" : "an object");
        }

        walk.Enter();
        while (reader.Read() && reader.TokenType is not (JsonTokenType.EndObject or JsonTokenType.EndArray))
        {
            bool pair = kind.KeepsOrder;
            if (pair)
            {
                walk.Enter();
                StartPair(ref reader, entries.Count);
            }

            ReadEntry(ref reader, walk, entries);
            if (pair)
            {
                EndPair(ref reader, entries.Count - 1);
                walk.Leave();
            }
        }

        walk.Leave();
    }

    private void ReadEntry(ref Utf8JsonReader reader, ReadWalk walk, IDictionary<TKey, TValue> entries)
    {
        string name = reader.GetString()!;
        try
        {
            TKey key = keys.Parse(name);
            if (!reader.Read())
            {
                throw Faults.Incomplete();
            }

            TValue? value = item.Read(ref reader, walk);
            if (!entries.TryAdd(key, value!))
            {
                throw entries.Keys.Any(k => keys.Format(k) == name) ? Faults.Twice() : new DataFault(
                    null,
                    "equals another key under the comparer of the dictionary, and would be lost",
                    remedy: "Use the comparer the data was made with.");
            }
        }
        catch (Exception e) when (walk.Pass(e, name, null))
        {
            throw;
        }
    }

    private void ScanEntry(ref Utf8JsonReader reader, ScanWalk walk)
    {
        bool pair = kind.KeepsOrder;
        if (pair && (reader.TokenType != JsonTokenType.StartArray || !reader.Read() || reader.TokenType != JsonTokenType.String))
        {
            throw NotAPair();
        }

        string name = reader.GetString()!;
        reader.Read();
        walk.Down(name);
        try
        {
            item.Scan(ref reader, walk);
        }
        catch (Exception e) when (walk.Pass(e, name, null))
        {
            throw;
        }

        walk.Up();
        if (pair && (!reader.Read() || reader.TokenType != JsonTokenType.EndArray))
        {
            throw NotAPair();
        }
    }

    private static void StartPair(ref Utf8JsonReader reader, int index)
    {
        if (reader.TokenType != JsonTokenType.StartArray || !reader.Read() || reader.TokenType != JsonTokenType.String)
        {
            DataFault fault = NotAPair();
            fault.PrependIndex(index);
            throw fault;
        }
    }

    private static void EndPair(ref Utf8JsonReader reader, int index)
    {
        if (!reader.Read() || reader.TokenType != JsonTokenType.EndArray)
        {
            DataFault fault = NotAPair();
            fault.PrependIndex(index);
            throw fault;
        }
    }

    private static DataFault NotAPair() => new(null, "is not a [key, value] pair", "an array of a text and a value");

    private IEnumerable<KeyValuePair<TKey, TValue>>? Entries(TDictionary value)
    {
        if (!exactTypeKnown && value is not null && value.GetType() != typeof(TDictionary))
        {
            throw Faults.WrongType(typeof(TDictionary), value.GetType());
        }

        return (IEnumerable<KeyValuePair<TKey, TValue>>?)value;
    }
}

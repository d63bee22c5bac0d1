using System.Numerics;
using System.Text;
using System.Text.Json;

namespace Toast.Data.Structure;

/// <summary>Reads the members of an object, in any order, into a new instance.</summary>
internal sealed class ObjectReader<T>
{
    private const int MostSeenOnStack = 64;

    private readonly Member<T>[] members;
    private readonly ulong[] required;
    private readonly bool refusesUnknown;
    private readonly Func<T>? create;
    private readonly Func<object?[], T>? createWith;
    private readonly object?[] defaults;

    public ObjectReader(ObjectPlan<T> plan)
    {
        members = plan.Members;
        refusesUnknown = plan.RefusesUnknown;
        Names = new NameTable([.. members.Select(m => Encoding.UTF8.GetBytes(m.Name))]);
        required = new ulong[(members.Length + 63) / 64];
        for (int i = 0; i < members.Length; i++)
        {
            required[i >> 6] |= members[i].Required ? 1UL << (i & 63) : 0;
        }

        defaults = [.. plan.Constructor.Parameters.Select(Creator.DefaultOf)];
        if (defaults.Length == 0)
        {
            create = Creator.Plain<T>(plan.Constructor);
        }
        else
        {
            createWith = Creator.WithArguments<T>(plan.Constructor);
        }
    }

    public NameTable Names { get; }

    public T Read(ref Utf8JsonReader reader, ReadWalk walk, TypeMarker? marker)
    {
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            throw Faults.WrongKind(in reader, "an object");
        }

        walk.Enter();
        Span<ulong> seen = required.Length <= MostSeenOnStack ? stackalloc ulong[required.Length] : new ulong[required.Length];
        UnknownMembers? extras = null;
        T instance = create is not null
            ? ReadMembers(ref reader, walk, marker, seen, ref extras)
            : ReadArguments(ref reader, walk, marker, seen, ref extras);
        if (typeof(T).IsValueType)
        {
            walk.StructExtras = extras;
        }
        else
        {
            extras?.KeepWith(instance!);
        }

        walk.Leave();
        return instance;
    }

    private static void Next(ref Utf8JsonReader reader)
    {
        if (!reader.Read())
        {
            throw Faults.Incomplete();
        }
    }

    private T ReadMembers(ref Utf8JsonReader reader, ReadWalk walk, TypeMarker? marker, scoped Span<ulong> seen, ref UnknownMembers? extras)
    {
        T instance = create!();
        var place = new Place(walk, marker);
        for (Next(ref reader); reader.TokenType == JsonTokenType.PropertyName; Next(ref reader))
        {
            if (FindMember(ref reader, ref place, seen, ref extras) is { } member)
            {
                ReadInto(ref reader, ref instance, member, walk, ref extras);
            }
        }

        CheckRequired(seen);
        return instance;
    }

    // The constructor needs its arguments first, so other members that come before are left in the text and read when the instance exists.
    private T ReadArguments(ref Utf8JsonReader reader, ReadWalk walk, TypeMarker? marker, scoped Span<ulong> seen, ref UnknownMembers? extras)
    {
        object?[] arguments = (object?[])defaults.Clone();
        List<Deferred>? deferred = null;
        var place = new Place(walk, marker);
        for (Next(ref reader); reader.TokenType == JsonTokenType.PropertyName; Next(ref reader))
        {
            if (FindMember(ref reader, ref place, seen, ref extras) is not { } member)
            {
                continue;
            }

            if (member.Parameter >= 0)
            {
                arguments[member.Parameter] = ReadArgument(ref reader, member, walk, ref extras);
                continue;
            }

            int start = checked((int)reader.TokenStartIndex);
            reader.Skip();
            (deferred ??= []).Add(new Deferred(member, start, checked((int)reader.BytesConsumed) - start));
        }

        CheckRequired(seen);
        T instance = createWith!(arguments);
        foreach (Deferred part in deferred ?? [])
        {
            ReadOnlyMemory<byte> whole = walk.Exchange(walk.Source.Slice(part.Start, part.Length));
            var inner = new Utf8JsonReader(walk.Source.Span, ReadWalk.ReaderOptions);
            inner.Read();
            ReadInto(ref inner, ref instance, part.Member, walk, ref extras);
            walk.Exchange(whole);
        }

        return instance;
    }

    // Moves the reader to the value. Null for members the type does not have, which are then already read over.
    private Member<T>? FindMember(ref Utf8JsonReader reader, ref Place place, scoped Span<ulong> seen, ref UnknownMembers? extras)
    {
        int index = Names.Find(in reader, place.Expected);
        if (index < 0)
        {
            ReadUnknown(ref reader, ref place, ref extras);
            return null;
        }

        place.Expected = index + 1;
        ulong bit = 1UL << (index & 63);
        if ((seen[index >> 6] & bit) != 0)
        {
            DataFault twice = Faults.Twice();
            twice.PrependMember(members[index].Name);
            throw twice;
        }

        seen[index >> 6] |= bit;
        Next(ref reader);
        return members[index];
    }

    private void ReadUnknown(ref Utf8JsonReader reader, ref Place place, ref UnknownMembers? extras)
    {
        bool marker = place.Marker?.IsAt(in reader) == true;
        string name = reader.GetString()!;
        DataFault? fault = !(place.Unknown ??= new HashSet<string>(StringComparer.Ordinal)).Add(name) ? Faults.Twice()
            : refusesUnknown && !marker && !place.Walk.Scope.FromStore ? new DataFault(null, "is not a member of the type")
            : null;
        if (fault is not null)
        {
            fault.PrependMember(name);
            throw fault;
        }

        Next(ref reader);
        int start = checked((int)reader.TokenStartIndex);
        reader.Skip();
        if (!marker && place.Walk.Scope.FromStore)
        {
            (extras ??= new UnknownMembers()).Add(name, place.Walk.Source.Span[start..checked((int)reader.BytesConsumed)]);
        }
    }

    private static void ReadInto(ref Utf8JsonReader reader, ref T instance, Member<T> member, ReadWalk walk, ref UnknownMembers? extras)
    {
        walk.StructExtras = null;
        try
        {
            member.Read(ref reader, ref instance, walk);
        }
        catch (Exception e) when (walk.Pass(e, member.Name, null))
        {
            throw;
        }

        KeepStruct(member, walk, ref extras);
    }

    private static object? ReadArgument(ref Utf8JsonReader reader, Member<T> member, ReadWalk walk, ref UnknownMembers? extras)
    {
        walk.StructExtras = null;
        object? value;
        try
        {
            value = member.ReadArgument(ref reader, walk);
        }
        catch (Exception e) when (walk.Pass(e, member.Name, null))
        {
            throw;
        }

        KeepStruct(member, walk, ref extras);
        return value;
    }

    private static void KeepStruct(Member<T> member, ReadWalk walk, ref UnknownMembers? extras)
    {
        if (member.Shape.IsStructObject && walk.StructExtras is { } inner)
        {
            (extras ??= new UnknownMembers()).AddStruct(member.Name, inner);
        }
    }

    private void CheckRequired(scoped Span<ulong> seen)
    {
        for (int i = 0; i < required.Length; i++)
        {
            ulong missing = required[i] & ~seen[i];
            if (missing != 0)
            {
                DataFault fault = Faults.Missing();
                fault.PrependMember(members[(i << 6) + BitOperations.TrailingZeroCount(missing)].Name);
                throw fault;
            }
        }
    }

    private readonly record struct Deferred(Member<T> Member, int Start, int Length);

    private struct Place(ReadWalk walk, TypeMarker? marker)
    {
        public readonly ReadWalk Walk = walk;
        public readonly TypeMarker? Marker = marker;
        public int Expected;
        public HashSet<string>? Unknown;
    }
}

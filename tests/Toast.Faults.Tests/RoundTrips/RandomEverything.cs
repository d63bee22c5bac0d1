using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Collections.ObjectModel;
using System.Text.Json;
using System.Text.Json.Nodes;
using Toast.Faults.Tests.Models;

namespace Toast.Faults.Tests.RoundTrips;

/// <summary>Instances of <see cref="Everything"/> by chance, each a function of the random numbers alone.</summary>
internal sealed class RandomEverything(Random random)
{
    private static readonly string[] Documents =
    [
        "null", "true", "-0.0", "1e16", "12.50", "\"\\u0000\\ud83d\\ude00\"", "[]", "{}", """{"b":1,"a":[null,{"$type":"x"}],"":""}""", """[1,"2",{"id":"x","class_name":"y"}]""",
    ];

    private readonly Values v = new(random);

    public Everything Next() => Collections(Maps(Scalars()));

    private Everything Scalars() => new()
    {
        Bool = v.Often, Byte = v.Integer<byte>(), SByte = v.Integer<sbyte>(), Short = v.Integer<short>(), UShort = v.Integer<ushort>(),
        Int = v.Integer<int>(), UInt = v.Integer<uint>(), Long = v.Integer<long>(), ULong = v.Integer<ulong>(), Int128 = v.Integer<Int128>(),
        UInt128 = v.Integer<UInt128>(), Big = v.Big(), Half = v.Half(), Float = v.Float(), Double = v.Double(), Decimal = v.Decimal(), Char = v.Char(),
        Rune = v.Rune(), Text = v.Maybe(v.Text), Guid = v.Guid(), Uri = v.Maybe(v.Uri), Version = v.Maybe(v.Version), Address = v.Maybe(v.Address),
        EndPoint = v.Maybe(v.EndPoint), Culture = v.Maybe(v.Culture), DateTime = v.DateTime(), DateTimeOffset = v.DateTimeOffset(), DateOnly = v.DateOnly(),
        TimeOnly = v.TimeOnly(), TimeSpan = v.TimeSpan(), Bytes = v.Maybe(() => v.Bytes()), Memory = v.Bytes(), ReadOnlyMemory = v.Bytes(), Level = v.Pick(Level.Low, Level.High, (Level)77),
        Rights = (Rights)random.Next(-5, 70), MaybeInt = v.MaybeValue(v.Integer<int>), MaybeDouble = v.MaybeValue(v.Double), MaybeRights = v.MaybeValue(() => Rights.Both),
        Element = JsonElement.Parse(v.Pick(Documents)), Node = JsonNode.Parse(v.Pick(Documents)), Inner = v.Maybe(Inner), Point = new(v.Integer<int>(), v.Double()),
        Animal = v.Maybe(Animal), Animals = v.Maybe(() => Many(() => v.Maybe(Animal)).ToList()),
        Link = v.Maybe(() => new External<Note>(new ExternalReference("Note", v.Guid()))),
        Child = random.Next(50) == 0 ? Account.Sample with { Name = v.Text(), Balance = v.Decimal() } : null,
        Pair = (v.Integer<int>(), v.Maybe(v.Text)), Long9 = (1, 2, 3, 4, 5, 6, 7, v.Maybe(v.Text), v.Double()), Tuple = v.Maybe(() => Tuple.Create(v.Text(), v.Decimal())),
        Entry = new(v.Text(), v.Integer<int>()),
    };

    private Everything Collections(Everything made)
    {
        made.List = v.Maybe(() => Many(() => v.Maybe(v.Text)).ToList());
        made.Array = v.Maybe(() => Many(v.Double).ToArray());
        made.Jagged = v.Maybe(() => Many(() => Many(v.Integer<int>).ToArray()).ToArray());
        made.Set = v.Maybe(() => Many(v.Decimal).ToHashSet());
        made.Sorted = v.Maybe(() => new SortedSet<string>(Many(v.Text), StringComparer.Ordinal));
        made.Queue = v.Maybe(() => new Queue<int>(Many(v.Integer<int>)));
        made.Stack = v.Maybe(() => new Stack<int>(Many(v.Integer<int>)));
        made.Linked = v.Maybe(() => new LinkedList<string>(Many(v.Text)));
        made.ImmutableArray = v.Often ? [.. Many(v.Integer<int>)] : default;
        made.ImmutableList = v.Maybe(() => Many(v.Char).ToImmutableList());
        made.ImmutableSet = v.Maybe(() => Many(v.Guid).ToImmutableHashSet());
        made.ConcurrentQueue = v.Maybe(() => new ConcurrentQueue<long>(Many(v.Integer<long>)));
        made.Collection = v.Maybe(() => new Collection<Level>(Many(() => Level.High).ToList()));
        made.AnyList = v.Maybe(() => Many(v.Integer<int>).ToArray());
        made.Lazy = v.Maybe(() => Many(v.Text).ToList());
        return made;
    }

    private Everything Maps(Everything made)
    {
        made.ImmutableMap = v.Maybe(() => Map(v.Text, v.Float).ToImmutableDictionary());
        made.AnyMap = v.Maybe(() => Map(v.Text, () => Many(v.Integer<int>).ToList()));
        made.Map = v.Maybe(() => Map(v.Text, () => v.Maybe(v.Text)));
        made.Ordered = v.Maybe(() => new OrderedDictionary<string, int>(Map(v.Text, v.Integer<int>)));
        made.SortedMap = v.Maybe(() => new SortedDictionary<int, string>(Map(v.Integer<int>, v.Text)));
        made.ByGuid = v.Maybe(() => Map(v.Guid, v.Integer<int>));
        made.ByLevel = v.Maybe(() => Map(() => (Level)random.Next(4), v.Integer<int>));
        made.ByDateTime = v.Maybe(() => Map(v.DateTime, v.Integer<int>));
        made.ByDateTimeOffset = v.Maybe(() => Map(v.DateTimeOffset, v.Integer<int>));
        made.ByDate = v.Maybe(() => Map(v.DateOnly, v.Integer<int>));
        made.ByTime = v.Maybe(() => Map(v.TimeOnly, v.Integer<int>));
        made.BySpan = v.Maybe(() => Map(v.TimeSpan, v.Integer<int>));
        made.ByDecimal = v.Maybe(() => Map(v.Decimal, v.Integer<int>));
        made.ByBool = v.Maybe(() => Map(() => v.Often, v.Integer<int>));
        made.ByChar = v.Maybe(() => Map(v.Char, v.Integer<int>));
        made.ByLong = v.Maybe(() => Map(v.Integer<long>, () => v.Maybe(Inner)));
        return made;
    }

    private Inner Inner() => new(v.Maybe(v.Text), v.Half()) { Next = random.Next(3) == 0 ? Inner() : null, At = v.MaybeValue(() => new Point(1, v.Double())) };

    private Animal Animal() => v.Often ? new Dog(v.Text(), 4) : new Cat(v.Text(), v.MaybeValue(() => v.Often));

    private IEnumerable<T> Many<T>(Func<T> make)
    {
        for (int i = random.Next(4); i > 0; i--)
        {
            yield return make();
        }
    }

    private Dictionary<TKey, TValue> Map<TKey, TValue>(Func<TKey> key, Func<TValue> value)
        where TKey : notnull
    {
        var map = new Dictionary<TKey, TValue>();
        for (int i = random.Next(4); i > 0; i--)
        {
            map[key()] = value();
        }

        return map;
    }
}

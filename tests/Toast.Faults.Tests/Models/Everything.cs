using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Collections.ObjectModel;
using System.Globalization;
using System.Net;
using System.Numerics;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace Toast.Faults.Tests.Models;

[Flags]
public enum Rights
{
    None = 0,
    Read = 1,
    Write = 2,
    Both = 3,
    Own = 64,
}

public readonly record struct Point(int X, double Y);

public record class Inner(string? Text, Half Small)
{
    public Inner? Next { get; init; }

    public Point? At { get; init; }
}

[JsonDerivedType(typeof(Dog), "dog")]
[JsonDerivedType(typeof(Cat), "cat")]
public abstract record Animal(string Name);

public sealed record Dog(string Name, int Legs) : Animal(Name);

public sealed record Cat(string Name, bool? Lazy) : Animal(Name);

/// <summary>A model with a member of every kind that can be stored.</summary>
[External("main")]
public sealed class Everything
{
    public bool Bool { get; set; }

    public byte Byte { get; set; }

    public sbyte SByte { get; set; }

    public short Short { get; set; }

    public ushort UShort { get; set; }

    public int Int { get; set; }

    public uint UInt { get; set; }

    public long Long { get; set; }

    public ulong ULong { get; set; }

    public Int128 Int128 { get; set; }

    public UInt128 UInt128 { get; set; }

    public BigInteger Big { get; set; }

    public Half Half { get; set; }

    public float Float { get; set; }

    public double Double { get; set; }

    public decimal Decimal { get; set; }

    public char Char { get; set; }

    public Rune Rune { get; set; }

    public string? Text { get; set; }

    public Guid Guid { get; set; }

    public Uri? Uri { get; set; }

    public Version? Version { get; set; }

    public IPAddress? Address { get; set; }

    public IPEndPoint? EndPoint { get; set; }

    public CultureInfo? Culture { get; set; }

    public DateTime DateTime { get; set; }

    public DateTimeOffset DateTimeOffset { get; set; }

    public DateOnly DateOnly { get; set; }

    public TimeOnly TimeOnly { get; set; }

    public TimeSpan TimeSpan { get; set; }

    public byte[]? Bytes { get; set; }

    public Memory<byte> Memory { get; set; }

    public ReadOnlyMemory<byte> ReadOnlyMemory { get; set; }

    public Level Level { get; set; }

    public Rights Rights { get; set; }

    public int? MaybeInt { get; set; }

    public double? MaybeDouble { get; set; }

    public Rights? MaybeRights { get; set; }

    public JsonElement Element { get; set; }

    public JsonNode? Node { get; set; }

    public Inner? Inner { get; set; }

    public Point Point { get; set; }

    public Animal? Animal { get; set; }

    public List<Animal?>? Animals { get; set; }

    public External<Note>? Link { get; set; }

    public Account? Child { get; set; }

    public (int, string?) Pair { get; set; }

    public (int, int, int, int, int, int, int, string?, double) Long9 { get; set; }

    public Tuple<string, decimal>? Tuple { get; set; }

    public KeyValuePair<string, int> Entry { get; set; }

    public List<string?>? List { get; set; }

    public double[]? Array { get; set; }

    public int[][]? Jagged { get; set; }

    public HashSet<decimal>? Set { get; set; }

    // The comparer is the model's, not the data's: by the default one, some texts of other code units are equal.
    public SortedSet<string>? Sorted { get; set; } = new(StringComparer.Ordinal);

    public Queue<int>? Queue { get; set; }

    public Stack<int>? Stack { get; set; }

    public LinkedList<string>? Linked { get; set; }

    public ImmutableArray<int> ImmutableArray { get; set; }

    public ImmutableList<char>? ImmutableList { get; set; }

    public ImmutableHashSet<Guid>? ImmutableSet { get; set; }

    public ImmutableDictionary<string, float>? ImmutableMap { get; set; }

    public ConcurrentQueue<long>? ConcurrentQueue { get; set; }

    public Collection<Level>? Collection { get; set; }

    public IReadOnlyList<int>? AnyList { get; set; }

    public IEnumerable<string>? Lazy { get; set; }

    public IDictionary<string, List<int>>? AnyMap { get; set; }

    public Dictionary<string, string?>? Map { get; set; }

    public OrderedDictionary<string, int>? Ordered { get; set; }

    public SortedDictionary<int, string>? SortedMap { get; set; }

    public Dictionary<Guid, int>? ByGuid { get; set; }

    public Dictionary<Level, int>? ByLevel { get; set; }

    public Dictionary<DateTime, int>? ByDateTime { get; set; }

    public Dictionary<DateTimeOffset, int>? ByDateTimeOffset { get; set; }

    public Dictionary<DateOnly, int>? ByDate { get; set; }

    public Dictionary<TimeOnly, int>? ByTime { get; set; }

    public Dictionary<TimeSpan, int>? BySpan { get; set; }

    public Dictionary<decimal, int>? ByDecimal { get; set; }

    public Dictionary<bool, int>? ByBool { get; set; }

    public Dictionary<char, int>? ByChar { get; set; }

    public Dictionary<long, Inner?>? ByLong { get; set; }
}

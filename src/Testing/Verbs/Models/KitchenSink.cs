using System.Collections.Immutable;
using System.Globalization;
using System.Net;
using System.Numerics;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace Toast.Testing.Models;

/// <summary>A model with a member of every supported type, filled with the values that are easiest to lose.</summary>
[External]
internal sealed class KitchenSink
{
    public bool True { get; set; } = true;

    public char Nul { get; set; }

    public string Text { get; set; } = "a\0b \u0001\u001f\u007f žř 😀 \u202e e\u0301 é <>&'\" \\u0000 \r\n\t";

    public string Empty { get; set; } = "";

    public string? Null { get; set; }

    public Rune Rune { get; set; } = new(0x1F600);

    public byte Byte { get; set; } = byte.MaxValue;

    public sbyte SByte { get; set; } = sbyte.MinValue;

    public short Short { get; set; } = short.MinValue;

    public ushort UShort { get; set; } = ushort.MaxValue;

    public int Int { get; set; } = int.MinValue;

    public uint UInt { get; set; } = uint.MaxValue;

    public long Long { get; set; } = long.MinValue;

    public ulong ULong { get; set; } = ulong.MaxValue;

    public Int128 Int128 { get; set; } = Int128.MinValue;

    public UInt128 UInt128 { get; set; } = UInt128.MaxValue;

    public BigInteger Big { get; set; } = BigInteger.Pow(-7, 401);

    public List<decimal> Decimals { get; set; } =
        [1.10m, decimal.MaxValue, decimal.MinValue, 0.0000000000000000000000000001m,
            new(0, 0, 0, isNegative: true, 2), 1.0000000000000000000000000000m];

    public List<double> Doubles { get; set; } =
        [0.1, double.Epsilon, 1e16, double.MaxValue, double.MinValue,
            double.NaN, double.PositiveInfinity, double.NegativeInfinity, -0.0, 1.0 / 3];

    public List<float> Floats { get; set; } =
        [0.1f, float.Epsilon, float.MaxValue, float.NaN, float.PositiveInfinity, float.NegativeInfinity, -0.0f];

    public List<Half> Halves { get; set; } = [(Half)0.1f, Half.Epsilon, Half.MaxValue, Half.NaN, Half.NegativeInfinity, Half.NegativeZero];

    public List<DateTime> DateTimes { get; set; } =
    [
        DateTime.MinValue, DateTime.MaxValue, new(2024, 2, 29, 23, 59, 59, DateTimeKind.Utc), new(
            638_000_000_000_000_001, DateTimeKind.Unspecified),
        new(2024, 10, 27, 2, 30, 0, DateTimeKind.Local),
    ];

    public List<DateTimeOffset> Offsets { get; set; } =
        [DateTimeOffset.MinValue, DateTimeOffset.MaxValue, new(2024, 1, 1, 0, 0, 0, TimeSpan.FromHours(14)), new(
            638_000_000_000_000_001, TimeSpan.FromHours(-14))];

    public List<DateOnly> Dates { get; set; } = [DateOnly.MinValue, DateOnly.MaxValue];

    public List<TimeOnly> Times { get; set; } = [TimeOnly.MinValue, TimeOnly.MaxValue];

    public List<TimeSpan> Spans { get; set; } = [TimeSpan.MinValue, TimeSpan.MaxValue, TimeSpan.Zero, new(-1)];

    public Guid Guid { get; set; } = new("ffffffff-0000-1111-2222-333333333333");

    public Uri Uri { get; set; } = new("../a b?x=%20#f", UriKind.Relative);

    public Version Version { get; set; } = new(1, 2, 3, 4);

    public IPAddress Address { get; set; } = IPAddress.Parse("fe80::1%3");

    public CultureInfo Culture { get; set; } = CultureInfo.GetCultureInfo("cs-CZ");

    public DayOfWeek Day { get; set; } = DayOfWeek.Friday;

    public FileAttributes Flags { get; set; } = FileAttributes.Hidden | FileAttributes.Archive;

    public DayOfWeek Undefined { get; set; } = (DayOfWeek)77;

    public int? NoInt { get; set; }

    public int? SomeInt { get; set; } = 0;

    public byte[] Bytes { get; set; } = [0, 1, 254, 255];

    public byte[] NoBytes { get; set; } = [];

    public byte[]? NullBytes { get; set; }

    public Memory<byte> Memory { get; set; } = new byte[] { 7, 8 };

    public JsonElement Element { get; set; } = JsonSerializer.SerializeToElement(new { a = new object?[] { 1, "x\0", null, true } });

    public JsonNode? Node { get; set; } = JsonNode.Parse("""{"class_name":"X","id":[1.5,{}]}""");

    public int[][] Jagged { get; set; } = [[1], [], [2, 3]];

    public List<string?> Nulls { get; set; } = ["a", null, ""];

    public List<int>? NoList { get; set; }

    public HashSet<string> Set { get; set; } = ["b", "a"];

    public Queue<int> Queue { get; set; } = new([1, 2, 3]);

    public Stack<int> Stack { get; set; } = new([1, 2, 3]);

    public LinkedList<int> Linked { get; set; } = new([1, 2, 3]);

    public ImmutableArray<int> Immutable { get; set; } = [1, 2];

    public ImmutableArray<int> DefaultImmutable { get; set; }

    public ImmutableDictionary<string, int> ImmutableMap { get; set; } = ImmutableDictionary<string, int>.Empty.Add("a", 1);

    public Tuple<int, string> Tuple { get; set; } = new(1, "a");

    public (int A, int B, int C, int D, int E, int F, int G, string H) Long8 { get; set; } = (1, 2, 3, 4, 5, 6, 7, "h");

    public KeyValuePair<string, int> Pair { get; set; } = new("k", 1);

    public Dictionary<string, string?> Map { get; set; } = new()
    {
        ["$type"] = "t",
        ["$id"] = "i",
        ["$ref"] = "r",
        ["class_name"] = "c",
        ["id"] = null,
        [""] = "empty",
        ["a\0b"] = "nul",
        ["UserID"] = "case",
    };

    public Dictionary<int, string> IntKeys { get; set; } = new() { [-1] = "minus", [int.MaxValue] = "max" };

    public Dictionary<Guid, int> GuidKeys { get; set; } = new() { [new Guid("ffffffff-0000-1111-2222-333333333333")] = 1 };

    public Dictionary<DayOfWeek, int> EnumKeys { get; set; } = new() { [DayOfWeek.Monday] = 1 };

    public Dictionary<DateTime, int> TimeKeys { get; set; } = new() { [new DateTime(638_000_000_000_000_001, DateTimeKind.Utc)] = 1 };

    public OrderedDictionary<string, int> Ordered { get; set; } = new() { ["z"] = 1, ["a"] = 2, ["m"] = 3 };

    public IReadOnlyList<int> ReadOnly { get; set; } = [1, 2];

    public IDictionary<string, int> Interface { get; set; } = new Dictionary<string, int> { ["x"] = 1 };

    public List<string> Refilled { get; } = ["initial"];

    public List<int> Prefilled { get; set; } = [1, 2, 3];

    public Shape? Shape { get; set; } = new Circle("red", double.NaN);

    public Point Where { get; set; } = new(1.5, -0.0);

    public ExternalReference Reference { get; set; } = new("Order", new Guid("01890a5d-ac96-774b-bcce-b302099a8057"));

    [JsonPropertyName("a.b c'd\"e")]
    public int Awkward { get; set; } = 1;

    [JsonPropertyName("")]
    public int Nameless { get; set; } = 2;

    [JsonPropertyName("$type")]
    public int Type { get; set; } = 3;

    [JsonPropertyName("data")]
    public int Data { get; set; } = 4;

    [JsonPropertyName("schema_version")]
    public int SchemaVersion { get; set; } = 5;

    [JsonPropertyName("id")]
    public int Id { get; set; } = 6;

    [JsonIgnore]
    public int Ignored { get; set; } = 7;

    public int Computed => Int / 2;

    public int Field = 8;

    internal readonly record struct Point(double X, double Y);
}

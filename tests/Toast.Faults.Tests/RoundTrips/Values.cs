using System.Globalization;
using System.Net;
using System.Numerics;
using System.Text;

namespace Toast.Faults.Tests.RoundTrips;

/// <summary>Values of the scalar types by chance, every other one an extreme.</summary>
internal sealed class Values(Random random)
{
    private static readonly string[] Pieces =
    [
        "", "a", "Text", " ", "\0", "\\u0000", "\u0001\u001f\u007f\u0085", "\r\n\t", "\"\\/", "é", "e\u0301", "\ufb01", "\u202e", "😀", "👩‍👩‍👧", "\ufeff", "\u2028", "中文", "שלום",
        "$type", "class_name", "id", "null", "NaN", "-0", "\ufffd", "\U0010ffff", "'; --",
    ];

    private static readonly double[] Doubles =
    [
        0, -0.0, 1, 0.1, double.NaN, double.PositiveInfinity, double.NegativeInfinity, double.MaxValue, double.MinValue, double.Epsilon, 1e16, 1e308, 5e-324,
        9007199254740993, 1.0 / 3,
    ];

    private static readonly decimal[] Decimals =
        [0, 1.10m, 1.1m, decimal.MaxValue, decimal.MinValue, 0.0000000000000000000000000001m, new(0, 0, 0, true, 3), new(0, 0, 0, true, 0), 100.000m];

    private static readonly string[] Uris = ["https://example.com/a?b=c#d", "HTTP://Example.COM:80/%7euser", "relative/path", "../up", "urn:x:y", "/", "mailto:a@b.c"];

    private static readonly string[] Addresses = ["127.0.0.1", "255.255.255.255", "::1", "fe80::1%3", "2001:db8::ff00:42:8329", "::ffff:1.2.3.4"];

    private static readonly string[] Cultures = ["", "en-US", "de-DE", "zh-Hans"];

    public Random Random => random;

    public bool Often => random.Next(10) < 8;

    public T Pick<T>(params IReadOnlyList<T> choices) => choices[random.Next(choices.Count)];

    public T? Maybe<T>(Func<T> make)
        where T : class => Often ? make() : null;

    public T? MaybeValue<T>(Func<T> make)
        where T : struct => Often ? make() : null;

    /// <summary>An integer type by its bits: the extremes, zero, or anything.</summary>
    public T Integer<T>()
        where T : IBinaryInteger<T>, IMinMaxValue<T> => random.Next(5) switch
        {
            0 => T.MinValue,
            1 => T.MaxValue,
            2 => T.Zero,
            _ => T.CreateTruncating((((UInt128)(ulong)random.NextInt64(long.MinValue, long.MaxValue)) << 64) | (ulong)random.NextInt64(long.MinValue, long.MaxValue)),
        };

    public BigInteger Big()
    {
        byte[] bytes = new byte[random.Next(1, random.Next(50) == 0 ? 1_000 : 40)];
        random.NextBytes(bytes);
        return new BigInteger(bytes);
    }

    public double Double() => random.Next(2) == 0 ? Pick(Doubles) : BitConverter.Int64BitsToDouble(random.NextInt64(long.MinValue, long.MaxValue));

    public float Float() => random.Next(2) == 0 ? (float)Pick(Doubles) : BitConverter.Int32BitsToSingle(random.Next(int.MinValue, int.MaxValue));

    public Half Half() => BitConverter.Int16BitsToHalf((short)random.Next(short.MinValue, short.MaxValue));

    public decimal Decimal() => random.Next(2) == 0 ? Pick(Decimals) : new(random.Next(), random.Next(), random.Next(), random.Next(2) == 0, (byte)random.Next(29));

    public char Char() => random.Next(3) switch { 0 => '\0', 1 => (char)random.Next(0xe000, 0x10000), _ => (char)random.Next(0xd800) };

    public Rune Rune() => random.Next(2) == 0 ? new Rune(random.Next(0x10000, 0x110000)) : new Rune(random.Next(0xd800));

    public string Text()
    {
        var text = new StringBuilder();
        for (int i = random.Next(4); i > 0; i--)
        {
            text.Append(random.Next(4) == 0 ? Rune().ToString() : Pick(Pieces));
        }

        return text.ToString();
    }

    public Guid Guid() => random.Next(10) == 0 ? System.Guid.Empty : new Guid(Bytes(16));

    public byte[] Bytes(int? length = null)
    {
        byte[] bytes = new byte[length ?? random.Next(6)];
        random.NextBytes(bytes);
        return bytes;
    }

    public Uri Uri() => new(Pick(Uris), UriKind.RelativeOrAbsolute);

    public Version Version() => random.Next(3) switch { 0 => new(1, 0), 1 => new(0, int.MaxValue, 3), _ => new(1, 2, 3, random.Next()) };

    public IPAddress Address() => IPAddress.Parse(Pick(Addresses));

    public IPEndPoint EndPoint() => new(Address(), random.Next(65536));

    public CultureInfo Culture() => CultureInfo.GetCultureInfo(Pick(Cultures));

    public DateTime DateTime() => new(Ticks(System.DateTime.MaxValue.Ticks), Pick(DateTimeKind.Utc, DateTimeKind.Local, DateTimeKind.Unspecified));

    public DateTimeOffset DateTimeOffset()
    {
        System.TimeSpan offset = System.TimeSpan.FromMinutes(random.Next(-14 * 60, (14 * 60) + 1));
        long day = System.TimeSpan.TicksPerDay;
        return random.Next(5) switch
        {
            0 => System.DateTimeOffset.MinValue,
            1 => System.DateTimeOffset.MaxValue,
            _ => new(random.NextInt64(day, System.DateTime.MaxValue.Ticks - day), offset),
        };
    }

    public DateOnly DateOnly() => System.DateOnly.FromDayNumber(Pick(0, System.DateOnly.MaxValue.DayNumber, random.Next(System.DateOnly.MaxValue.DayNumber)));

    public TimeOnly TimeOnly() => new(Ticks(System.TimeOnly.MaxValue.Ticks));

    public TimeSpan TimeSpan() => Pick(
        System.TimeSpan.Zero, System.TimeSpan.MinValue, System.TimeSpan.MaxValue, new(random.NextInt64(long.MinValue, long.MaxValue)), new(-random.Next()));

    private long Ticks(long most) => random.Next(5) switch { 0 => 0, 1 => most, _ => random.NextInt64(most) };
}

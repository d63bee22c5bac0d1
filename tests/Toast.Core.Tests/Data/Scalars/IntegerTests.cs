using System.Numerics;
using System.Text.Json.Serialization;
using FsCheck.Fluent;

namespace Toast.Core.Tests.Data.Scalars;

[Trait("Behaviour", "B-215")]
public class IntegerTests
{
    [Fact]
    public void B_215_every_integer_type_survives_to_its_limits()
    {
        Survives<sbyte>();
        Survives<byte>();
        Survives<short>();
        Survives<ushort>();
        Survives<int>();
        Survives<uint>();
        Survives<long>();
        Survives<ulong>();
        Survives<Int128>();
        Survives<UInt128>();
    }

    [Fact]
    public void B_215_any_integer_survives()
    {
        Prop.ForAll<long>(n => Scalar.RoundTrip(n) == n && Scalar.RoundTrip((ulong)n) == (ulong)n).QuickCheckThrowOnFailure();
        Prop.ForAll<long, long>((a, b) =>
        {
            var wide = new Int128((ulong)a, (ulong)b);
            return Scalar.RoundTrip(wide) == wide && Scalar.RoundTrip((UInt128)wide) == (UInt128)wide;
        }).QuickCheckThrowOnFailure();
        Prop.ForAll<BigInteger>(n => Scalar.RoundTrip(n * n * n) == n * n * n).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void B_215_integers_are_json_numbers()
    {
        Assert.Equal("-9223372036854775808", Scalar.Write(long.MinValue));
        Assert.Equal("340282366920938463463374607431768211455", Scalar.Write(UInt128.MaxValue));
        Assert.Equal("100000000000000000000", Scalar.Write(BigInteger.Pow(10, 20)));
    }

    [Fact]
    public void B_215_big_integers_survive_to_10000_digits_and_no_further()
    {
        BigInteger largest = BigInteger.Pow(10, 10_000) - 1;
        Assert.Equal(largest, Scalar.RoundTrip(largest));
        Assert.Equal(-largest, Scalar.RoundTrip(-largest));

        Assert.Equal("is a number of more than 10000 digits", Scalar.WriteFault(largest + 1).Message);
        Assert.Equal("is a number of more than 10000 digits", Scalar.WriteFault(-largest - 1).Message);
        Scalar.WriteFault(BigInteger.One << 200_000);
        Scalar.ReadFault<BigInteger>("1" + new string('0', 10_000));
        Scalar.ReadFault<BigInteger>("-1" + new string('0', 10_000));
    }

    [Theory]
    [InlineData("1.0")]
    [InlineData("1e2")]
    [InlineData("2147483648")]
    [InlineData("-2147483649")]
    [InlineData("99999999999999999999999999999999999999999999999999999999999999999999")]
    public void B_216_numbers_that_are_no_int_are_refused(string json)
    {
        Assert.Equal("is a number that does not fit the type Int32", Scalar.ReadFault<int>(json).Message);
    }

    [Fact]
    public void B_216_300_is_no_byte()
    {
        Scalar.ReadFault<byte>("300");
        Scalar.ReadFault<byte>("-1");
        Scalar.ReadFault<ulong>("-1");
        Scalar.ReadFault<BigInteger>("1.5");
    }

    [Theory]
    [InlineData("\"42\"", "text")]
    [InlineData("true", "boolean")]
    [InlineData("null", "null")]
    [InlineData("{}", "object")]
    [InlineData("[]", "array")]
    public void B_215_other_kinds_are_refused_by_default(string json, string kind)
    {
        Assert.Equal($"is not a number of type Int32 (found {kind})", Scalar.ReadFault<int>(json).Message);
        Assert.Equal(kind, Scalar.ReadFault<BigInteger>(json).Actual);
    }

    [Fact]
    public void B_215_number_handling_of_a_member_is_honoured()
    {
        Assert.Equal("\"9007199254740993\"", Scalar.Write(9007199254740993L, JsonNumberHandling.WriteAsString));
        Assert.Equal(9007199254740993L, Scalar.RoundTrip(9007199254740993L, JsonNumberHandling.WriteAsString));
        Assert.Equal(BigInteger.Pow(7, 90), Scalar.RoundTrip(BigInteger.Pow(7, 90), JsonNumberHandling.WriteAsString));
        Assert.Equal(42, Scalar.Read<int>("\"42\"", JsonNumberHandling.AllowReadingFromString));
        Assert.Equal(42, Scalar.Read<int>("\"\\u00342\"", JsonNumberHandling.AllowReadingFromString));
        Assert.Equal(42, Scalar.Read<int>("42", JsonNumberHandling.WriteAsString));
        Assert.Equal("42", Scalar.Write(42, JsonNumberHandling.AllowReadingFromString));
    }

    [Theory]
    [InlineData("\"\"")]
    [InlineData("\" 42\"")]
    [InlineData("\"+42\"")]
    [InlineData("\"042\"")]
    [InlineData("\"4_2\"")]
    [InlineData("\"\\ud800\"")]
    public void B_215_text_that_is_no_json_number_is_refused_even_when_text_is_allowed(string json)
    {
        Scalar.ReadFault<int>(json, JsonNumberHandling.AllowReadingFromString);
    }

    private static void Survives<T>()
        where T : struct, IBinaryInteger<T>, IMinMaxValue<T>
    {
        Assert.All(
            [T.MinValue, T.MinValue + T.One, T.Zero, T.One, T.MaxValue - T.One, T.MaxValue],
            n => Assert.Equal(n, Scalar.RoundTrip(n)));
    }
}

using System.Globalization;
using System.Text.Json.Serialization;
using FsCheck.Fluent;

namespace Toast.Core.Tests.Data.Scalars;

public class DecimalTests
{
    [Theory]
    [InlineData("1.10")]
    [InlineData("0")]
    [InlineData("0.00")]
    [InlineData("79228162514264337593543950335")]
    [InlineData("-7.9228162514264337593543950335")]
    [InlineData("0.0000000000000000000000000001")]
    [InlineData("1234567890123456789")]
    [InlineData("12345678901234567890")]
    [Trait("Behaviour", "B-212")]
    public void B_212_digits_and_scale_are_kept(string text)
    {
        decimal value = decimal.Parse(text, CultureInfo.InvariantCulture);
        Assert.Equal(text, Scalar.Write(value));
        Assert.Equal(decimal.GetBits(value), decimal.GetBits(Scalar.RoundTrip(value)));
    }

    [Fact]
    [Trait("Behaviour", "B-212")]
    public void B_212_the_sign_of_zero_is_kept_with_its_scale()
    {
        for (byte scale = 0; scale <= 28; scale++)
        {
            var zero = new decimal(0, 0, 0, isNegative: true, scale);
            Assert.StartsWith("-0", Scalar.Write(zero), StringComparison.Ordinal);
            Assert.Equal(decimal.GetBits(zero), decimal.GetBits(Scalar.RoundTrip(zero)));
        }
    }

    [Fact]
    [Trait("Behaviour", "B-212")]
    public void B_212_any_decimal_keeps_its_four_parts()
    {
        Prop.ForAll<(int Low, int Middle, int High), bool, byte>((parts, negative, scale) =>
        {
            var value = new decimal(parts.Low * 747796405, parts.Middle * 747796405, parts.High, negative, (byte)(scale % 29));
            Assert.Equal(decimal.GetBits(value), decimal.GetBits(Scalar.RoundTrip(value)));
            Assert.Equal(decimal.GetBits(value), decimal.GetBits(Scalar.RoundTrip(value, JsonNumberHandling.WriteAsString)));
        }).QuickCheckThrowOnFailure();
    }

    [Theory]
    [InlineData("1e3", "1000")]
    [InlineData("1.5E-2", "0.015")]
    [InlineData("12.50e1", "125.0")]
    [InlineData("0e999999999999", "0")]
    [InlineData("7e-28", "0.0000000000000000000000000007")]
    [Trait("Behaviour", "B-212")]
    public void B_212_exponents_are_read_exactly(string json, string expected)
    {
        decimal value = decimal.Parse(expected, CultureInfo.InvariantCulture);
        Assert.Equal(decimal.GetBits(value), decimal.GetBits(Scalar.Read<decimal>(json)));
    }

    [Theory]
    [InlineData("0.12345678901234567890123456789012345")]
    [InlineData("0.00000000000000000000000000001")]
    [InlineData("79228162514264337593543950336")]
    [InlineData("99999999999999999999999999999999999999999999999999999999999999999")]
    [InlineData("1e29")]
    [InlineData("1e-29")]
    [InlineData("1e999999999999")]
    [Trait("Behaviour", "B-216")]
    public void B_216_more_digits_than_fit_are_refused_and_never_rounded(string json)
    {
        Assert.Equal("is a number that does not fit the type Decimal", Scalar.ReadFault<decimal>(json).Message);
    }

    [Fact]
    [Trait("Behaviour", "B-216")]
    public void B_216_other_kinds_are_refused_by_default()
    {
        Assert.Equal("is not a number of type Decimal (found text)", Scalar.ReadFault<decimal>("\"1.5\"").Message);
        Assert.All(
            ["\"\"", "\"-\"", "\"1.\"", "\"e5\"", "\"1e\"", "\" 1\"", "\"+1\""],
            json => Scalar.ReadFault<decimal>(json, JsonNumberHandling.AllowReadingFromString));
    }
}

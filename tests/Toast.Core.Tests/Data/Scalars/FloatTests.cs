using System.Globalization;
using System.Numerics;
using System.Text.Json.Serialization;
using FsCheck.Fluent;

namespace Toast.Core.Tests.Data.Scalars;

public class FloatTests
{
    [Fact]
    [Trait("Behaviour", "B-213")]
    public void B_213_doubles_come_back_with_the_same_bits()
    {
        Assert.All([0d, 5e-324, 1e16, double.MaxValue, double.MinValue, 0.1, 1d / 3, Math.PI, 2.2250738585072014E-308], Same);
        Prop.ForAll<long>(bits =>
        {
            Same(BitConverter.Int64BitsToDouble(bits));
            Same(BitConverter.Int64BitsToDouble(bits * 6364136223846793005));
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    [Trait("Behaviour", "B-213")]
    public void B_213_floats_and_halves_come_back_with_the_same_bits()
    {
        Prop.ForAll<int>(bits => Same(BitConverter.Int32BitsToSingle(bits * 747796405))).QuickCheckThrowOnFailure();
        Same(float.Epsilon);
        Same(float.MaxValue);
        for (int bits = 0; bits <= ushort.MaxValue; bits += 7)
        {
            Same(BitConverter.UInt16BitsToHalf((ushort)bits));
        }
    }

    [Fact]
    [Trait("Behaviour", "B-213")]
    public void B_213_numbers_that_a_store_wrote_out_in_full_give_the_same_bits()
    {
        Assert.Equal(1e16, Scalar.Read<double>("10000000000000000"));
        Assert.Equal(1e308, Scalar.Read<double>("1" + new string('0', 308)));
        Assert.All([5e-324, double.MaxValue, double.MinValue, 1.2345678901234567e-300, 2.2250738585072014E-308], value =>
        {
            string full = Full(value);
            Assert.DoesNotContain("E", full, StringComparison.Ordinal);
            Assert.Equal(value, Scalar.Read<double>(full));
        });
    }

    [Fact]
    [Trait("Behaviour", "B-214")]
    public void B_214_nan_infinities_and_negative_zero_survive()
    {
        Special<double>();
        Special<float>();
        Special<Half>();
    }

    [Fact]
    [Trait("Behaviour", "B-216")]
    public void B_216_a_number_beyond_the_range_is_refused_and_never_infinity()
    {
        Assert.Equal("is a number that does not fit the type Double", Scalar.ReadFault<double>("1e400").Message);
        Scalar.ReadFault<double>("-1e400");
        Scalar.ReadFault<double>("1" + new string('0', 400));
        Scalar.ReadFault<float>("3.5e38");
        Scalar.ReadFault<Half>("65520");
        Scalar.ReadFault<double>("\"1e400\"", JsonNumberHandling.AllowReadingFromString);
    }

    [Theory]
    [InlineData("\"1.5\"", "text")]
    [InlineData("\"nan\"", "text")]
    [InlineData("false", "boolean")]
    [InlineData("null", "null")]
    [Trait("Behaviour", "B-216")]
    public void B_216_other_kinds_are_refused_by_default(string json, string kind)
    {
        Assert.Equal($"is not a number of type Double (found {kind})", Scalar.ReadFault<double>(json).Message);
    }

    [Fact]
    [Trait("Behaviour", "B-215")]
    public void B_215_number_handling_of_a_member_is_honoured()
    {
        Assert.Equal("\"1E+300\"", Scalar.Write(1e300, JsonNumberHandling.WriteAsString));
        Assert.Equal(-1.5, Scalar.RoundTrip(-1.5, JsonNumberHandling.WriteAsString));
        Assert.True(double.IsNegative(Scalar.RoundTrip(-0.0, JsonNumberHandling.WriteAsString)));
        Assert.All(
            ["\"+1\"", "\".5\"", "\"5.\"", "\"1e\"", "\" 1\"", "\"\u221e\"", "\"1,5\"", "\"\""],
            json => Scalar.ReadFault<double>(json, JsonNumberHandling.AllowReadingFromString));
    }

    private static void Special<T>()
        where T : struct, IBinaryFloatingPointIeee754<T>
    {
        Assert.Equal("\"NaN\"", Scalar.Write(T.NaN));
        Assert.Equal("\"Infinity\"", Scalar.Write(T.PositiveInfinity));
        Assert.Equal("\"-Infinity\"", Scalar.Write(T.NegativeInfinity));
        Assert.Equal("-0.0", Scalar.Write(T.NegativeZero));
        Assert.All([T.NaN, T.PositiveInfinity, T.NegativeInfinity], value => Assert.Equal(value, Scalar.RoundTrip(value)));
        Assert.All(["-0.0", "-0", "-0e0"], json =>
        {
            T zero = Scalar.Read<T>(json);
            Assert.True(T.IsZero(zero) && T.IsNegative(zero));
        });
        Assert.False(T.IsNegative(Scalar.RoundTrip(T.Zero)));
    }

    private static string Full(double value)
    {
        string text = value.ToString("F1100", CultureInfo.InvariantCulture).TrimEnd('0');
        return text.EndsWith('.') ? text + "0" : text;
    }

    private static void Same(double value) =>
        Assert.Equal(BitConverter.DoubleToInt64Bits(Canonical(value)), BitConverter.DoubleToInt64Bits(Scalar.RoundTrip(value)));

    private static void Same(float value) =>
        Assert.Equal(BitConverter.SingleToInt32Bits(Canonical(value)), BitConverter.SingleToInt32Bits(Scalar.RoundTrip(value)));

    private static void Same(Half value) =>
        Assert.Equal(BitConverter.HalfToInt16Bits(Canonical(value)), BitConverter.HalfToInt16Bits(Scalar.RoundTrip(value)));

    // NaN stays NaN, its payload bits are not kept.
    private static T Canonical<T>(T value)
        where T : IBinaryFloatingPointIeee754<T> => T.IsNaN(value) ? T.NaN : value;
}

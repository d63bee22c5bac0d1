using System.Numerics;
using System.Text.Json.Serialization;
using Toast.Data;
using Toast.Data.Keys;

namespace Toast.Core.Tests.Data.Keys;

[Trait("Behaviour", "B-245")]
public class KeyCodecTests
{
    private enum Colour
    {
        Red = 1,
        Green = 2,
        [JsonStringEnumMemberName("sky blue")]
        Blue = 3,
        Azure = Blue,
        [JsonStringEnumMemberName("7")]
        LooksLikeANumber = 9,
    }

    [Flags]
    private enum Rights : byte
    {
        None = 0,
        Read = 1,
        Write = 2,
        Both = 3,
        [JsonStringEnumMemberName("own")]
        Owner = 128,
    }

    private enum Signed : long
    {
        Low = long.MinValue,
    }

    [Theory]
    [InlineData(typeof(object))]
    [InlineData(typeof(double))]
    [InlineData(typeof(float))]
    [InlineData(typeof(Half))]
    [InlineData(typeof(int?))]
    [InlineData(typeof(Uri))]
    [InlineData(typeof(Version))]
    [InlineData(typeof(byte[]))]
    [InlineData(typeof((int, int)))]
    public void B_245_other_types_have_no_codec(Type type) => Assert.Null(KeyCodec.TryCreate(type));

    [Theory]
    [InlineData("")]
    [InlineData(" a\0b\r\n")]
    [InlineData("\u00e9 e\u0301 \U0001F600 \u200F")]
    [InlineData("$type")]
    public void B_245_text_is_exact(string text) => KeyProbe.AssertText(text, text);

    [Fact, Trait("Behaviour", "B-203")]
    public void B_203_half_of_a_surrogate_pair_is_no_key_in_both_directions()
    {
        // Not in attributes: metadata is UTF-8 and cannot hold these.
        foreach (string text in new[] { "\uD800", "a\uDC00b", "\uDC00\uD800", "\uD83D\uDE00\uD83D" })
        {
            KeyProbe.AssertNoKey<string>(text);
            Assert.Throws<DataFault>(() => KeyProbe.Codec<string>().Format(text));
        }

        KeyProbe.AssertNoKey<char>("\uD800");
        Assert.Throws<DataFault>(() => KeyProbe.Codec<char>().Format('\uDFFF'));
    }

    [Fact]
    public void B_245_integers_to_their_limits()
    {
        KeyProbe.AssertText(sbyte.MinValue, "-128");
        KeyProbe.AssertText(byte.MaxValue, "255");
        KeyProbe.AssertText(short.MinValue, "-32768");
        KeyProbe.AssertText(ushort.MaxValue, "65535");
        KeyProbe.AssertText(int.MinValue, "-2147483648");
        KeyProbe.AssertText(uint.MaxValue, "4294967295");
        KeyProbe.AssertText(long.MinValue, "-9223372036854775808");
        KeyProbe.AssertText(ulong.MaxValue, "18446744073709551615");
        KeyProbe.AssertText((nint)(-5), "-5");
        KeyProbe.AssertText((nuint)5, "5");
        KeyProbe.AssertText(Int128.MinValue, "-170141183460469231731687303715884105728");
        KeyProbe.AssertText(UInt128.MaxValue, "340282366920938463463374607431768211455");
        KeyProbe.AssertText(BigInteger.Pow(10, 9_999), "1" + new string('0', 9_999));
    }

    [Fact]
    public void B_245_integers_longer_than_ten_thousand_digits_are_refused()
    {
        Assert.Throws<DataFault>(() => KeyProbe.Codec<BigInteger>().Format(BigInteger.Pow(10, 10_000)));
        KeyProbe.AssertNoKey<BigInteger>("1" + new string('0', 10_000));
    }

    [Theory]
    [InlineData("")]
    [InlineData(" 1")]
    [InlineData("1 ")]
    [InlineData("+1")]
    [InlineData("-0")]
    [InlineData("007")]
    [InlineData("1,000")]
    [InlineData("1.0")]
    [InlineData("1e3")]
    [InlineData("0x1")]
    [InlineData("256")]
    [InlineData("-1")]
    [InlineData("\u0661")]
    [InlineData("1\0")]
    public void B_245_what_is_not_exactly_a_byte_is_refused(string text) => KeyProbe.AssertNoKey<byte>(text);

    [Fact]
    public void B_245_decimals_keep_scale_and_sign_of_zero()
    {
        static object Bits(decimal d) => string.Join(' ', decimal.GetBits(d));
        KeyProbe.AssertText(1.10m, "1.10", Bits);
        KeyProbe.AssertText(-1m, "-1", Bits);
        KeyProbe.AssertText(0m, "0", Bits);
        KeyProbe.AssertText(new decimal(0, 0, 0, true, 2), "-0.00", Bits);
        KeyProbe.AssertText(decimal.MaxValue, "79228162514264337593543950335", Bits);
        KeyProbe.AssertText(new decimal(1, 0, 0, true, 28), "-0.0000000000000000000000000001", Bits);
    }

    [Theory]
    [InlineData("")]
    [InlineData("-")]
    [InlineData("--1")]
    [InlineData("+1")]
    [InlineData(".5")]
    [InlineData("5.")]
    [InlineData("01")]
    [InlineData("1,5")]
    [InlineData("1E2")]
    [InlineData("1.00000000000000000000000000001")]
    [InlineData("0.00000000000000000000000000001")]
    [InlineData("79228162514264337593543950336")]
    [InlineData(" 1.5")]
    public void B_245_what_is_not_exactly_a_decimal_is_refused(string text) => KeyProbe.AssertNoKey<decimal>(text);

    [Fact]
    public void B_245_bool_and_char()
    {
        KeyProbe.AssertText(true, "true");
        KeyProbe.AssertText(false, "false");
        KeyProbe.AssertText('\0', "\0");
        KeyProbe.AssertText('\u20ac', "\u20ac");
        KeyProbe.AssertNoKey<bool>("True");
        KeyProbe.AssertNoKey<bool>("1");
        KeyProbe.AssertNoKey<char>("");
        KeyProbe.AssertNoKey<char>("ab");
        KeyProbe.AssertNoKey<char>("\U0001F600");
    }

    [Fact]
    public void B_245_guids_are_written_small_and_read_in_any_case()
    {
        var id = new Guid("018f2c5e-0000-7abc-8def-0123456789ab");
        KeyProbe.AssertText(id, "018f2c5e-0000-7abc-8def-0123456789ab");
        Assert.Equal(id, KeyProbe.Codec<Guid>().Parse("018F2C5E-0000-7ABC-8DEF-0123456789AB"));
        KeyProbe.AssertText(Guid.Empty, "00000000-0000-0000-0000-000000000000");
    }

    [Theory]
    [InlineData("018f2c5e00007abc8def0123456789ab")]
    [InlineData("{018f2c5e-0000-7abc-8def-0123456789ab}")]
    [InlineData(" 018f2c5e-0000-7abc-8def-0123456789ab")]
    [InlineData("0x8f2c5e-0000-7abc-8def-0123456789ab")]
    [InlineData("+18f2c5e-0000-7abc-8def-0123456789ab")]
    [InlineData("018f2c5e-0000-7abc-8def-0123456789a")]
    [InlineData("018f2c5e00000-7abc-8def-0123456789ab")]
    public void B_245_other_forms_of_ids_are_refused(string text) => KeyProbe.AssertNoKey<Guid>(text);

    [Fact]
    public void B_245_enums_are_names_in_exact_case()
    {
        KeyProbe.AssertText(Colour.Red, "Red");
        KeyProbe.AssertText(Colour.Blue, "sky blue");
        Assert.Equal(Colour.Blue, KeyProbe.Codec<Colour>().Parse("Azure"));
        KeyProbe.AssertText((Colour)(-7), "-7");
        KeyProbe.AssertText((Colour)7, "7");
        KeyProbe.AssertText(Colour.LooksLikeANumber, "9");
        KeyProbe.AssertText(Signed.Low, "Low");
        KeyProbe.AssertText((Signed)long.MaxValue, "9223372036854775807");
    }

    [Fact]
    public void B_245_flag_sets_are_lists_of_names_and_undefined_bits_are_numbers()
    {
        KeyProbe.AssertText(Rights.None, "None");
        KeyProbe.AssertText(Rights.Both, "Both");
        KeyProbe.AssertText(Rights.Read | Rights.Owner, "Read, own");
        KeyProbe.AssertText(Rights.Both | Rights.Owner, "Both, own");
        KeyProbe.AssertText(Rights.Read | (Rights)4, "5");
        Assert.Equal(Rights.Both, KeyProbe.Codec<Rights>().Parse("Write, Read"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("read")]
    [InlineData("Owner")]
    [InlineData("Read,Write")]
    [InlineData("Read, Write ")]
    [InlineData("Read, ")]
    [InlineData("Read, 4")]
    [InlineData(" Read")]
    [InlineData("256")]
    [InlineData("-1")]
    [InlineData("+1")]
    [InlineData("01")]
    public void B_245_what_is_not_exactly_an_enum_is_refused(string text) => KeyProbe.AssertNoKey<Rights>(text);

    [Fact]
    public void B_245_sets_of_an_enum_without_flags_are_refused() => KeyProbe.AssertNoKey<Colour>("Red, Green");
}

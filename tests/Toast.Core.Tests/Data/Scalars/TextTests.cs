using System.Text;
using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using Toast.Data;

namespace Toast.Core.Tests.Data.Scalars;

public class TextTests
{
    private static readonly string[] Words =
        [
            "", "a", "\0", "\u0001\u001f\u007f\u0085", "\u00e9", "e\u0301", "\u200f\u05d0", "\ud83d\ude00", "\u2028", "\ufeff\ufffe",
            "\\u0000", "\"\\/", "\r\n",
        ];

    [Fact]
    [Trait("Behaviour", "B-201")]
    [Trait("Behaviour", "B-202")]
    public void B_201_B_202_any_well_formed_text_survives_code_unit_by_code_unit()
    {
        Assert.All(Words, word => Assert.Equal(word, Scalar.RoundTrip(word)));
        Gen<string> units = ArbMap.Default.GeneratorFor<char>().Where(c => !char.IsSurrogate(c)).Select(c => c.ToString());
        Gen<string> texts = Gen.OneOf(Gen.Elements(Words), units).ArrayOf().Select(string.Concat);
        Prop.ForAll(texts.ToArbitrary(), text => Scalar.RoundTrip(text) == text).QuickCheckThrowOnFailure();
    }

    [Fact]
    [Trait("Behaviour", "B-203")]
    public void B_203_lone_surrogates_are_refused_on_write_and_read()
    {
        // Not as attribute arguments: those are stored as UTF-8, which loses them.
        string[] texts = ["\ud800", "\udc00", "a\ud83d", "\ude00\ud83d", "\ud83d\ude00\ud83d", "\ud83d\ud83d\ude00"];
        Assert.All(texts, text =>
        {
            Assert.Equal("is text with a lone surrogate or broken UTF-8, which JSON cannot carry", Scalar.WriteFault(text).Message);
            Assert.Null(Scalar.WriteFault(text).Code);
            string escaped = string.Concat(text.Select(c => $"\\u{(int)c:x4}"));
            string message = Scalar.ReadFault<string>($"\"{escaped}\"").Message;
            Assert.StartsWith("is text with a lone surrogate", message, StringComparison.Ordinal);
        });
    }

    [Fact]
    [Trait("Behaviour", "B-203")]
    public void B_203_bytes_that_are_no_utf8_are_refused_as_text()
    {
        byte[][] broken = [[0xed, 0xa0, 0x80], [0xff], [0xc3], [0xf0, 0x9f, 0x98]];
        Assert.All(broken, bytes => Assert.Throws<DataFault>(() =>
        {
            var reader = new Utf8JsonReader([(byte)'"', .. bytes, (byte)'"']);
            reader.Read();
            Scalar.Converter<string>().Read(ref reader, typeof(string), JsonSerializerOptions.Default);
        }));
    }

    [Fact]
    [Trait("Behaviour", "B-203")]
    public void B_203_half_a_pair_is_no_char()
    {
        Scalar.WriteFault('\ud800');
        Scalar.WriteFault('\udfff');
        Scalar.ReadFault<char>("\"\\ud800\"");
        Scalar.ReadFault<Rune>("\"\\udc00\"");
        Scalar.WriteFault(new Uri("a\ud800", UriKind.Relative));
    }

    [Fact]
    [Trait("Behaviour", "B-223")]
    public void B_223_every_char_and_rune_survives()
    {
        for (int c = 0; c <= char.MaxValue; c += 13)
        {
            if (!char.IsSurrogate((char)c))
            {
                Assert.Equal((char)c, Scalar.RoundTrip((char)c));
            }
        }

        Assert.All([0, 'a', 0x7f, 0xe9, 0xffff, 0x1f600, 0x10ffff], r => Assert.Equal(new Rune(r), Scalar.RoundTrip(new Rune(r))));
        Assert.Equal(new Rune(0x1f600), Scalar.Read<Rune>("\"\\ud83d\\ude00\""));
    }

    [Theory]
    [InlineData("\"\"")]
    [InlineData("\"ab\"")]
    [InlineData("\"a long text that is no character\"")]
    [InlineData("\"\\u0000\\u0000\\u0000\"")]
    [InlineData("null")]
    [InlineData("7")]
    [Trait("Behaviour", "B-223")]
    public void B_223_other_text_is_no_char_and_no_rune(string json)
    {
        Scalar.ReadFault<char>(json);
        Scalar.ReadFault<Rune>(json);
    }

    [Theory]
    [InlineData("7", "number")]
    [InlineData("true", "boolean")]
    [InlineData("{}", "object")]
    [Trait("Behaviour", "B-404")]
    public void B_404_messages_name_the_kind_and_never_the_value(string json, string kind)
    {
        Assert.Equal($"is not text of type String (found {kind})", Scalar.ReadFault<string>(json).Message);
        Assert.Equal($"is not text of type Guid (found {kind})", Scalar.ReadFault<Guid>(json).Message);
        Assert.Equal($"is not text of type Uri (found {kind})", Scalar.ReadFault<Uri>(json).Message);
    }

    [Fact]
    [Trait("Behaviour", "B-404")]
    public void B_404_no_fault_shows_the_value_it_is_about()
    {
        const string secret = "\"s3cret\"";
        Exception[] faults =
        [
            Scalar.ReadFault<Guid>(secret), Scalar.ReadFault<int>(secret), Scalar.ReadFault<double>(secret),
            Scalar.ReadFault<DateTime>(secret),
            Scalar.ReadFault<DateTimeOffset>(secret), Scalar.ReadFault<DateOnly>(secret), Scalar.ReadFault<TimeOnly>(secret),
            Scalar.ReadFault<TimeSpan>(secret), Scalar.ReadFault<byte[]>(secret), Scalar.ReadFault<Version>(secret),
            Scalar.ReadFault<bool>(secret),
            Scalar.ReadFault<char>(secret), Scalar.ReadFault<DayOfWeek>(secret), Scalar.ReadFault<decimal>(secret),
        ];
        Assert.All(faults, fault => Assert.DoesNotContain("s3cret", fault.ToString(), StringComparison.Ordinal));
    }

    [Fact]
    [Trait("Behaviour", "B-223")]
    public void B_223_bool_is_true_or_false_only()
    {
        Assert.True(Scalar.RoundTrip(true));
        Assert.False(Scalar.RoundTrip(false));
        Assert.Equal("is not a value of type Boolean (found number)", Scalar.ReadFault<bool>("1").Message);
        Scalar.ReadFault<bool>("\"true\"");
        Scalar.ReadFault<bool>("null");
    }
}

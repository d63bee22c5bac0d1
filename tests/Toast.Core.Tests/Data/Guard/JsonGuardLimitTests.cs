using Toast.Data;

namespace Toast.Core.Tests.Data.Guard;

public class JsonGuardLimitTests
{
    [Theory, Trait("Behaviour", "B-207")]
    [InlineData(1)]
    [InlineData(64)]
    [InlineData(1_000)]
    public void B_207_the_deepest_allowed_level_passes_and_one_more_is_too_deep(int limit)
    {
        JsonLimits limits = JsonLimits.Default with { MaxDepth = limit };

        GuardProbe.AssertAccepted(Nested(limit, "[", "]"), limits);
        GuardProbe.AssertRefused(Nested(limit + 1, "[", "]"), ErrorCodes.TooDeep, "$" + string.Concat(Enumerable.Repeat("[0]", limit)), limits);
        GuardProbe.AssertAccepted(Nested(limit - 1, "{\"a\":", "}", "{}"), limits);
        GuardProbe.AssertRefused(Nested(limit, "{\"a\":", "}", "{}"), ErrorCodes.TooDeep, "$" + string.Concat(Enumerable.Repeat(".a", limit)), limits);
    }

    [Fact, Trait("Behaviour", "B-207")]
    public void B_207_scalars_have_no_depth() => GuardProbe.AssertAccepted("{\"a\":1}", JsonLimits.Default with { MaxDepth = 1 });

    [Fact, Trait("Behaviour", "B-409")]
    public void B_409_a_text_of_the_largest_size_passes_and_one_more_byte_is_too_large_before_it_is_read()
    {
        JsonLimits limits = JsonLimits.Default with { MaxRecordBytes = 10 };

        GuardProbe.AssertAccepted("\"12345678\"", limits);
        GuardProbe.AssertRefused("\"123456789\"", ErrorCodes.RecordTooLarge, "$", limits);
        GuardProbe.AssertRefused("not json at all", ErrorCodes.RecordTooLarge, "$", limits);
    }

    [Theory, Trait("Behaviour", "B-409")]
    [InlineData("123456", true)]
    [InlineData("-123456", true)]
    [InlineData("1234567", false)]
    [InlineData("123.456", true)]
    [InlineData("1234.567", false)]
    [InlineData("1e5", true)]
    [InlineData("1E+5", true)]
    [InlineData("1e6", false)]
    [InlineData("1e-5", true)]
    [InlineData("1e-6", false)]
    [InlineData("-0.00001", true)]
    [InlineData("123456e-5", true)]
    [InlineData("123456e-6", false)]
    [InlineData("1.2345e5", true)]
    [InlineData("1.2345e0000000000000000005", true)]
    [InlineData("1.2345e6", false)]
    [InlineData("1e999999999", false)]
    [InlineData("1e-999999999", false)]
    [InlineData("0e999999999", false)]
    [InlineData("1e99999999999999999999999999", false)]
    [InlineData("1e-99999999999999999999999999", false)]
    public void B_409_digits_of_a_number_are_counted_as_written_out(string number, bool accepted)
    {
        JsonLimits limits = JsonLimits.Default with { MaxNumberDigits = 6 };
        if (accepted)
        {
            GuardProbe.AssertAccepted($"{{\"n\":[{number}]}}", limits);
        }
        else
        {
            GuardProbe.AssertRefused($"{{\"n\":[{number}]}}", ErrorCodes.InvalidValue, "$.n[0]", limits);
        }
    }

    private static string Nested(int levels, string open, string close, string core = "") =>
        string.Concat(Enumerable.Repeat(open, levels)) + core + string.Concat(Enumerable.Repeat(close, levels));
}

using System.Text;
using Toast.Data;

namespace Toast.Core.Tests.Data.Guard;

public class JsonGuardTextTests
{
    [Theory]
    [Trait("Behaviour", "B-201"), Trait("Behaviour", "B-202")]
    [InlineData("ä日本😀\u200F\u0301")]
    [InlineData("\\u0000\\u0001\\u001f\\u007f\\uFFFF\\uFEFF")]
    [InlineData("\\ud83d\\ude00 \\uD83D\\uDE00")]
    public void B_201_B_202_every_text_that_is_unicode_passes_in_values_and_keys(string text) =>
        GuardProbe.AssertAccepted($"{{\"{text}\":[\"{text}\"]}}");

    [Fact, Trait("Behaviour", "B-201")]
    public void B_201_composed_and_decomposed_keys_are_two_keys() => GuardProbe.AssertAccepted("{\"\u00e9\":1,\"e\u0301\":2}");

    [Theory, Trait("Behaviour", "B-203")]
    [InlineData("\\ud800")]
    [InlineData("a\\uDFFFb")]
    [InlineData("\\ude00\\ud83d")]
    [InlineData("\\ud83d\\ud83d\\ude00")]
    [InlineData("\\ud83dude00")]
    [InlineData("\\ud83d\\n")]
    [InlineData("\\ud83d\\u0041")]
    [InlineData("\\\\\\ud83d")]
    public void B_203_half_of_a_surrogate_pair_is_refused_with_the_path(string text)
    {
        GuardProbe.AssertRefused($"{{\"a\":[0,\"{text}\"]}}", ErrorCodes.InvalidValue, "$.a[1]");
        DataFault? inKey = GuardProbe.Check($"{{\"a\":{{\"{text}\":1}}}}");
        Assert.NotNull(inKey);
        Assert.Equal(ErrorCodes.InvalidValue, inKey.Code);
        Assert.StartsWith("$.a['", inKey.Path, StringComparison.Ordinal);
    }

    [Fact, Trait("Behaviour", "B-203")]
    public void B_203_a_backslash_before_an_escape_is_text() => GuardProbe.AssertAccepted("[\"\\\\ud800\"]");

    [Theory, Trait("Behaviour", "B-410")]
    [InlineData(new byte[] { 0xFF })]
    [InlineData(new byte[] { 0xC3 })]
    [InlineData(new byte[] { 0xC0, 0x80 })]
    [InlineData(new byte[] { 0xE0, 0x80, 0xAF })]
    [InlineData(new byte[] { 0xED, 0xA0, 0x80 })]
    [InlineData(new byte[] { 0xED, 0xA0, 0xBD, 0xED, 0xB8, 0x80 })]
    [InlineData(new byte[] { 0xF4, 0x90, 0x80, 0x80 })]
    [InlineData(new byte[] { 0x80 })]
    public void B_410_bytes_that_are_not_utf8_are_refused_in_values_keys_and_outside(byte[] bytes)
    {
        byte[] Around(string before, string after) => [.. Encoding.UTF8.GetBytes(before), .. bytes, .. Encoding.UTF8.GetBytes(after)];

        GuardProbe.AssertRefused(Around("{\"a\":[\"x", "x\"]}"), ErrorCodes.InvalidJson, "$.a[0]");
        Assert.Equal(ErrorCodes.InvalidJson, GuardProbe.Check(Around("{\"x", "x\":1}"))?.Code);
        GuardProbe.AssertRefused(Around("[", "1]"), ErrorCodes.InvalidJson);
        GuardProbe.AssertRefused(Around("{}", ""), ErrorCodes.InvalidJson);
    }
}

using Toast.Data;

namespace Toast.Core.Tests.Data.Guard;

public class JsonGuardSyntaxTests
{
    [Theory, Trait("Behaviour", "B-410")]
    [InlineData("", "$")]
    [InlineData(" \n\t ", "$")]
    [InlineData("// c\n{}", "$")]
    [InlineData("{} // c", "$")]
    [InlineData("{\"a\":/* c */1}", "$.a")]
    [InlineData("[1,]", "$")]
    [InlineData("{\"a\":1,}", "$")]
    [InlineData("{\"a\":[{\"b\":1,}]}", "$.a[0]")]
    [InlineData("{}{}", "$")]
    [InlineData("{} x", "$")]
    [InlineData("1 2", "$")]
    [InlineData("{'a':1}", "$")]
    [InlineData("{\"a\":'b'}", "$.a")]
    [InlineData("{a:1}", "$")]
    [InlineData("{\"a\":NaN}", "$.a")]
    [InlineData("[Infinity]", "$")]
    [InlineData("[-Infinity]", "$")]
    [InlineData("[nul]", "$")]
    [InlineData("[01]", "$")]
    [InlineData("[+1]", "$")]
    [InlineData("[.5]", "$")]
    [InlineData("[5.]", "$")]
    [InlineData("[1e]", "$")]
    [InlineData("[0x10]", "$")]
    [InlineData("[\"\\x41\"]", "$")]
    [InlineData("[\"\\u12G4\"]", "$")]
    [InlineData("[\"a\tb\"]", "$")]
    [InlineData("[\"a", "$")]
    [InlineData("{\"a\":1", "$.a")]
    [InlineData("{\"a\"}", "$")]
    [InlineData("[1}", "$")]
    [InlineData("\u00A0{}", "$")]
    [InlineData("{}\0", "$")]
    public void B_410_what_is_not_strict_json_is_refused(string json, string path) => GuardProbe.AssertRefused(json, ErrorCodes.InvalidJson, path);

    [Theory, Trait("Behaviour", "B-410")]
    [InlineData("null")]
    [InlineData(" \r\n\t{ } ")]
    [InlineData("[[],{},\"\",0,-0,-0.0,1E+2,true,false,null]")]
    [InlineData("{\"\":1,\"a\":{\"\":1,\"a\":1},\"A\":1}")]
    [InlineData("[\"/* no comment */ // 'quoted' NaN ,] \\/ \\\" \\\\ \\b\\f\\n\\r\\t\"]")]
    public void B_410_strict_json_passes(string json) => GuardProbe.AssertAccepted(json);

    [Fact, Trait("Behaviour", "B-410")]
    public void B_410_a_byte_order_mark_is_refused()
    {
        GuardProbe.AssertRefused("\uFEFF{}", ErrorCodes.InvalidJson);
        GuardProbe.AssertRefused([0xFF, 0xFE, (byte)'{', 0, (byte)'}', 0], ErrorCodes.InvalidJson);
        GuardProbe.AssertRefused([0xFE, 0xFF, 0, (byte)'{', 0, (byte)'}'], ErrorCodes.InvalidJson);
    }

    [Fact, Trait("Behaviour", "B-410")]
    public void B_410_the_message_gives_line_and_byte_and_shows_no_input()
    {
        DataFault? fault = GuardProbe.Check("{\n  \"ä\": 1,\n  \"secret\": tru3\n}");

        Assert.NotNull(fault);
        Assert.Equal("is not strict JSON: syntax error at line 3, byte 13", fault.Message);
        Assert.Null(fault.InnerException);
    }

    [Fact, Trait("Behaviour", "B-413")]
    public void B_413_a_hostile_key_cannot_forge_a_line_or_fill_the_log()
    {
        string key = "x\\n\\u001b[31mFATAL" + new string('y', 5_000);
        DataFault? fault = GuardProbe.Check($"{{\"{key}\":[tru]}}");

        Assert.NotNull(fault);
        Assert.StartsWith("$['x\\u000a\\u001b[31mFATALyyy", fault.Path, StringComparison.Ordinal);
        Assert.InRange(fault.Path.Length, 100, 120);
        Assert.DoesNotContain('\n', fault.Path + fault.Message);
    }
}

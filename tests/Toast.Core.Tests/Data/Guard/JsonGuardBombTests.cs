using System.Text;
using Toast.Data;
using Toast.Data.Guard;

namespace Toast.Core.Tests.Data.Guard;

/// <summary>Bounds are on memory and on the work that the bytes allow, never on the clock.</summary>
public class JsonGuardBombTests
{
    private const int Small = 64 * 1024;
    private const int Million = 1_000_000;

    private static readonly int limit = JsonLimits.Default.MaxRecordBytes;

    [Fact, Trait("Behaviour", "B-409")]
    public void B_409_a_hundred_thousand_nested_arrays() => AssertBomb(Filled("[", 100_000), ErrorCodes.TooDeep, Small);

    [Fact, Trait("Behaviour", "B-409")]
    public void B_409_a_hundred_thousand_nested_objects() => AssertBomb(Filled("{\"a\":", 100_000), ErrorCodes.TooDeep, Small);

    [Fact, Trait("Behaviour", "B-409")]
    public void B_409_a_tiny_text_for_a_huge_number() => AssertBomb("[1e999999999]"u8.ToArray(), ErrorCodes.InvalidValue, Small);

    [Fact, Trait("Behaviour", "B-409")]
    public void B_409_a_number_of_a_million_digits() => AssertBomb(Filled("7", Million), ErrorCodes.InvalidValue, Small);

    [Fact, Trait("Behaviour", "B-409")]
    public void B_409_an_exponent_of_a_million_digits() => AssertBomb([.. "1e"u8, .. Filled("0", Million)], code: null, Small);

    [Fact, Trait("Behaviour", "B-409")]
    public void B_409_a_body_over_the_limit() => AssertBomb(new byte[limit + 1], ErrorCodes.RecordTooLarge, Small);

    [Theory, Trait("Behaviour", "B-409")]
    [InlineData("x", null)]
    [InlineData("é", null)]
    [InlineData("\\u0041", null)]
    [InlineData("\\ud83d\\ude00", null)]
    [InlineData("\\ud83d", ErrorCodes.InvalidValue)]
    public void B_409_a_string_as_long_as_the_limit(string part, string? code)
    {
        int times = (limit - 10) / Encoding.UTF8.GetByteCount(part);
        AssertBomb([(byte)'"', .. Filled(part, times), (byte)'"'], code, Small);
    }

    [Fact, Trait("Behaviour", "B-409")]
    public void B_409_a_key_as_long_as_the_limit_and_its_escaped_double()
    {
        byte[] key = Filled("k", (limit / 2) - 100);
        AssertBomb([.. "{\""u8, .. key, .. "\":1,\"\\u006b"u8, .. key[1..], .. "\":1}"u8], ErrorCodes.InvalidJson, limit + Small);
    }

    [Theory, Trait("Behaviour", "B-409")]
    [InlineData("k", Million)]
    [InlineData("\\u006b", 900_000)]
    public void B_409_a_million_members_in_one_object(string prefix, int members)
    {
        byte[] json = Members(prefix, members);
        AssertBomb(json, code: null, 2 * limit);
        AssertBomb([.. json[..^1], .. ",\"k0\":1}"u8], ErrorCodes.InvalidJson, 2 * limit);
    }

    [Fact, Trait("Behaviour", "B-409")]
    public void B_409_as_many_members_as_the_limit_has_room_for()
    {
        // Four characters a name and nine bytes a member: the most distinct names that fit.
        var json = new StringBuilder(limit).Append("{\"\":0");
        for (int i = 0; json.Length < limit - 12; i++)
        {
            json.Append(",\"");
            for (int rest = i, digits = 0; digits < 4; digits++, rest /= 64)
            {
                json.Append((char)('#' + (rest % 64) + (rest % 64 >= '\\' - '#' ? 1 : 0)));
            }

            json.Append("\":1");
        }

        AssertBomb(Encoding.UTF8.GetBytes(json.Append('}').ToString()), code: null, 2 * limit);
    }

    [Theory, Trait("Behaviour", "B-409")]
    [InlineData("t", "x")]
    [InlineData("n", "u")]
    [InlineData("{\"a\" : f", "f")]
    [InlineData("[true", "e")]
    [InlineData("nullx", "x")]
    [InlineData("", "/")]
    [InlineData("", "x")]
    [InlineData("\"", "\\")]
    [InlineData("[", " ")]
    [InlineData("{\"a\":-", "-")]
    [InlineData("1.", "x")]
    public void B_409_nonsense_as_long_as_the_limit(string start, string part) =>
        AssertBomb([.. Encoding.UTF8.GetBytes(start), .. Filled(part, limit - start.Length)], ErrorCodes.InvalidJson, 2 * limit);

    [Fact, Trait("Behaviour", "B-409")]
    public void B_409_ordinary_input_costs_no_allocation()
    {
        byte[] json = Encoding.UTF8.GetBytes("{\"name\":\"Al\\u0069ce\",\"n\\u0061m\":[1,2.5,-3e2,true,null],\"in\":{\"a\":{},\"b\":[{}]}}");
        for (int i = 0; i < 100; i++)
        {
            JsonGuard.Check(json, JsonLimits.Default);
        }

        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 1_000; i++)
        {
            JsonGuard.Check(json, JsonLimits.Default);
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    private static void AssertBomb(byte[] json, string? code, long maxAllocated)
    {
        Assert.Null(GuardProbe.Check("{}"u8));
        long before = GC.GetAllocatedBytesForCurrentThread();
        DataFault? fault = GuardProbe.Check(json);
        long allocated = GC.GetAllocatedBytesForCurrentThread() - before;

        Assert.Equal(code, fault?.Code);
        Assert.InRange(allocated, 0, maxAllocated);
    }

    private static byte[] Filled(string part, int times)
    {
        byte[] unit = Encoding.UTF8.GetBytes(part);
        byte[] all = new byte[unit.Length * times];
        for (int at = 0; at < all.Length; at += unit.Length)
        {
            unit.CopyTo(all, at);
        }

        return all;
    }

    private static byte[] Members(string prefix, int count)
    {
        var json = new StringBuilder("{");
        for (int i = 0; i < count; i++)
        {
            json.Append(i == 0 ? "" : ",").Append('"').Append(prefix).Append(i).Append("\":1");
        }

        return Encoding.UTF8.GetBytes(json.Append('}').ToString());
    }
}

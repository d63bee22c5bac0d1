using System.Globalization;

namespace Toast.Core.Tests.Data.Guard;

public class JsonGuardDuplicateTests
{
    [Theory, Trait("Behaviour", "B-410")]
    [InlineData("{\"a\":1,\"a\":1}", "$.a")]
    [InlineData("{\"\":1,\"\":1}", "$['']")]
    [InlineData("{\"a\":1,\"\\u0061\":1}", "$.a")]
    [InlineData("{\"\\u0061\":1,\"a\":1}", "$.a")]
    [InlineData("{\"x\\ud83d\\ude00\":1,\"x😀\":1}", "$['x\\ud83d\\ude00']")]
    [InlineData("{\"a\\/b\":1,\"a/b\":1}", "$['a/b']")]
    [InlineData("{\"x\":[0,{\"y\":{\"z\":1,\"w\":{\"z\":1},\"z\":2}}]}", "$.x[1].y.z")]
    public void B_410_a_duplicate_key_is_refused_with_its_path(string json, string path) =>
        GuardProbe.AssertRefused(json, ErrorCodes.InvalidJson, path);

    [Theory, Trait("Behaviour", "B-410")]
    [InlineData("{\"a\":1,\"A\":1,\"a \":1,\"ab\":1,\"\":1}")]
    [InlineData("{\"a\\\\\":1,\"a\\\"\":1,\"a\":1,\"a\\u005cu0061\":1,\"aa\":1}")]
    [InlineData("[{\"a\":{\"a\":[{\"a\":1},{\"a\":1}]}},{\"a\":1}]")]
    public void B_410_keys_that_only_look_alike_pass(string json) => GuardProbe.AssertAccepted(json);

    [Theory, Trait("Behaviour", "B-410")]
    [InlineData(15)]
    [InlineData(16)]
    [InlineData(17)]
    [InlineData(48)]
    [InlineData(49)]
    [InlineData(5_000)]
    public void B_410_a_duplicate_of_any_key_is_found_in_objects_of_any_size(int members)
    {
        string all = string.Join(',', Enumerable.Range(0, members).Select(Member));
        GuardProbe.AssertAccepted($"{{{all}}}");
        foreach (int again in new[] { 0, members / 2, members - 1 })
        {
            string name = again % 3 == 0 ? $"k{again}" : $"\\u006b{again}";
            GuardProbe.AssertRefused($"{{{all},\"{name}\":0}}", ErrorCodes.InvalidJson, string.Create(CultureInfo.InvariantCulture, $"$.k{again}"));
        }
    }

    [Fact, Trait("Behaviour", "B-410")]
    public void B_410_large_objects_inside_large_objects_keep_their_keys_apart()
    {
        string inner = string.Join(',', Enumerable.Range(0, 100).Select(Member));
        string half = string.Join(',', Enumerable.Range(0, 50).Select(Member));
        string rest = string.Join(',', Enumerable.Range(50, 50).Select(Member));

        GuardProbe.AssertAccepted($"{{{half},\"in\":{{{inner}}},{rest}}}");
        GuardProbe.AssertRefused($"{{{half},\"in\":{{{inner}}},{rest},\"in\":1}}", ErrorCodes.InvalidJson, "$.in");
        GuardProbe.AssertRefused($"{{{half},\"in\":[{{{inner}}},{{{inner},\"k7\":1}}],{rest}}}", ErrorCodes.InvalidJson, "$.in[1].k7");
    }

    /// <summary>Every second name is written with an escape, which must not matter.</summary>
    private static string Member(int number) => number % 2 == 0 ? $"\"k{number}\":{number}" : $"\"\\u006b{number}\":{number}";
}

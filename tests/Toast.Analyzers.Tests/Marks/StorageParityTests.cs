using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Toast.Analyzers.Tests;

/// <summary>The run-time parser accepts a URL exactly if TOAST001 is silent about it, and both say the same.</summary>
public sealed class StorageParityTests
{
    private const string Variable = "TOAST_ANALYZER_TESTS_VARIABLE";
    private const string RuntimeLead = "The storage URL cannot be used: ";

    private static readonly string[] Written =
    [
        "sqlite:///app.db", "sqlite://", "sqlite:", "sqlite:/app.db", "SQLITE:///app.db", " sqlite:///app.db ", "a+b-c.d:///x", "1a:///x",
        "a_b:///x", "://x",
        "redis://h", "redis://h:1", "redis://h:65535", "redis://h:65536", "redis://h:0", "redis://h:", "redis://h:+1", "redis://h:1a",
        "redis://h:1:2",
        "redis://h:99999999999", "redis://:1", "redis://,h", "redis://h,", "redis://a,b:2,c", "redis://[::1]", "redis://[::1]:2",
        "redis://[::1]:",
        "redis://[::1", "redis://[::1]2", "redis://::1", "redis://[]", "redis://u@h", "redis://u:p@h", "redis://:p@h", "redis://@h",
        "redis://u:p@",
        "redis://u:p@h@i", "redis://u:p/q@h", "redis://u:p?q@h", "redis://u:p#q@h", "redis://u:p q@h", "redis://u:p\tq@h",
        "redis://u:p\u0085q@h",
        "redis://u:p%20q@h", "redis://u:p%2@h", "redis://u:p%@h", "redis://u:p%zz@h", "redis://u:%C3%BC@h", "redis://u:%C3@h",
        "redis://u:ü@h",
        "redis://u:\uD83D\uDE00@h", "redis://u:%41\uD83D\uDE00@h", "redis://u:\uD83D@h", "redis://h/p%", "redis://h/p%41",
        "redis://h?a=1&b=2", "redis://h?=1",
        "redis://h?a", "redis://h?&", "redis://h?a=%", "redis://h?%zz=1", "redis://h?a=b@c", "file:///a@b", "file:///a?b=c@d",
        "redis://h%3A1", "redis://h%3Ax",
        $"redis://u:${{{Variable}}}@h", $"redis://${{{Variable}}}", $"redis://h:${{{Variable}}}",
        $"redis://h/${{{Variable}}}?${{{Variable}}}=${{{Variable}}}",
        $"redis://${{{Variable}}}:${{{Variable}}}@h", $"redis://h:x${{{Variable}}}", "redis://u:${@h", "redis://u:${}@h",
        "redis://u:${A B}@h", "redis://u:$p@h",
        "redis://u:${a-b}@h", $"${{{Variable}", "${}", "${a-b}://h",
    ];

    static StorageParityTests()
    {
        // Well formed wherever a placeholder may stand, as the value of a variable has to be for its URL to be usable at all.
        Environment.SetEnvironmentVariable(Variable, "7");
    }

    [Fact]
    [Trait("Behaviour", "B-014")]
    public Task B_014_compiler_and_run_time_agree_on_every_written_case() => Agree(Written);

    [Theory]
    [Trait("Behaviour", "B-014")]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public Task B_014_compiler_and_run_time_agree_on_random_urls(int seed) => Agree(RandomUrls(new Random(seed), 1_000));

    private static async Task Agree(IReadOnlyList<string> urls)
    {
        var source = new StringBuilder();
        for (int i = 0; i < urls.Count; i++)
        {
            string literal = SymbolDisplay.FormatLiteral(urls[i], quote: true);
            source.Append(System.Globalization.CultureInfo.InvariantCulture, $"[External({literal})] public class M{i};\n");
        }

        Dictionary<int, string> reported = (await Checked.Run(source.ToString()))
            .Where(diagnostic => diagnostic.Id == "TOAST001")
            .ToDictionary(diagnostic => Checked.LineOf(diagnostic) - 1, diagnostic => diagnostic.GetMessage());
        Assert.NotEmpty(reported);
        Assert.True(reported.Count < urls.Count);
        for (int i = 0; i < urls.Count; i++)
        {
            string? refusal = RuntimeRefusal(urls[i]);

            if (refusal is not null && urls[i].Contains("://", StringComparison.Ordinal))
            {
                Assert.Equal($"The storage of model 'M{i}' cannot be used: {refusal}", reported[i]);
            }
        }
    }

    private static string? RuntimeRefusal(string url)
    {
        try
        {
            StorageUrl.Parse(url);
            return null;
        }
        catch (StorageValidationException e)
        {
            Assert.StartsWith(RuntimeLead, e.Message, StringComparison.Ordinal);
            return e.Message[RuntimeLead.Length..];
        }
    }

    private static List<string> RandomUrls(Random random, int count)
    {
        string[] pieces =
        [
            "u", "h", "localhost", "5432", "0", "70000", ":", ":", "@", "/", "/", "?", "&", "=", ",", "[::1]", "[", "]", "%41", "%",
            "%C3", "%C3%BC", "ü",
            "#", " ", "\u0001", "${a-", "}", $"${{{Variable}}}", "${a-b}", "password", "p", ".", "-", "_", "\uD83D\uDE00", "\uDE00", "$",
        ];
        var urls = new List<string>(count);
        for (int i = 0; i < count; i++)
        {
            var url = new StringBuilder(random.Next(20) == 0 ? "a_b://" : "redis://");
            for (int pieceCount = random.Next(8); pieceCount > 0; pieceCount--)
            {
                url.Append(pieces[random.Next(pieces.Length)]);
            }

            urls.Add(url.ToString());
        }

        return urls;
    }
}

using System.Text.RegularExpressions;

namespace Toast.Core.Tests;

/// <summary>docs/behaviours.md says what holds in this build. It may neither promise what no test proves, nor hide what one does.</summary>
public sealed partial class BehaviourCatalogueTests
{
    private const string Held = "held";
    private const string Measured = "measured";
    private const string Later = "later";

    [Fact]
    public void Page_and_tests_agree()
    {
        IReadOnlyList<Row> rows = Read(File.ReadAllText(Checkout.Path("docs", "behaviours.md")));
        HashSet<string> tested = IdsIn(TestSources().Select(File.ReadAllText));

        Assert.True(rows.Count > 200, "The table of docs/behaviours.md was not found.");
        Assert.True(tested.Count > 100, "The sources of the tests were not found.");
        Assert.Empty(Problems(rows, tested, MeasuredIds()));
    }

    [Theory]
    [InlineData("must", Held, false, "no test")]
    [InlineData("should", Held, false, "no test")]
    [InlineData("must", Later, true, "has a test")]
    [InlineData("must", Measured, false, "no result")]
    [InlineData("later", Held, true, "level")]
    [InlineData("must", "done", true, "state")]
    public void A_row_that_says_another_thing_than_the_tests_is_a_problem(string level, string state, bool isTested, string problem)
    {
        IReadOnlyList<Row> rows = Read($"| {Name("B", 900)} | {level} | Something. | {state} |");

        Assert.Contains(problem, Assert.Single(Problems(rows, isTested ? IdsIn([$"void {Name("B", 900).Replace('-', '_')}_holds()"]) : IdsIn([]), [])), StringComparison.Ordinal);
    }

    [Fact]
    public void An_id_that_is_missing_from_the_page_or_stands_there_twice_is_a_problem()
    {
        string id = Name("B", 900), other = Name("B", 901);
        string row = $"| {id} | must | Something. | {Held} |";
        HashSet<string> tested = IdsIn([$"void {id.Replace('-', '_')}_{other.Replace('-', '_')}_hold()"]);

        Assert.Equal(2, tested.Count);
        Assert.Contains(other, Assert.Single(Problems(Read(row), tested, [])), StringComparison.Ordinal);
        Assert.Contains("twice", Assert.Single(Problems(Read($"{row}\n{row}"), IdsIn([$"[Trait(\"Behaviour\", \"{id}\")]"]), [])), StringComparison.Ordinal);
    }

    private static IEnumerable<string> Problems(IReadOnlyList<Row> rows, HashSet<string> tested, HashSet<string> measured)
    {
        foreach (IGrouping<string, Row> repeated in rows.GroupBy(row => row.Id).Where(group => group.Count() > 1))
        {
            yield return $"{repeated.Key} stands in the page twice.";
        }

        foreach (Row row in rows)
        {
            if (row.State is not (Held or Measured or Later))
            {
                yield return $"{row.Id} has the unknown state '{row.State}'.";
            }
            else if (row.Level is not ("must" or "should") && (row.Level != Later || row.State != Later))
            {
                yield return $"{row.Id} has a level that does not go with its state: '{row.Level}', '{row.State}'.";
            }
            else if (row.State == Held && !tested.Contains(row.Id))
            {
                yield return $"{row.Id} is marked held, but no test names it.";
            }
            else if (row.State == Measured && !measured.Contains(row.Id))
            {
                yield return $"{row.Id} is marked measured, but no result of the benchmarks names it.";
            }
            else if (row.State == Later && tested.Contains(row.Id))
            {
                yield return $"{row.Id} is marked later, but has a test. Mark it held, or rename the test.";
            }
        }

        foreach (string unknown in tested.Except(rows.Select(row => row.Id)).Order(StringComparer.Ordinal))
        {
            yield return $"{unknown} is named by a test, but is not in the page.";
        }
    }

    private static HashSet<string> MeasuredIds() =>
        [.. Directory.EnumerateFiles(Checkout.Path("benchmarks", "results"), "*.md").SelectMany(file => ResultPattern().Matches(File.ReadAllText(file))).Select(match => match.Value)];

    private static IReadOnlyList<Row> Read(string page) =>
        [.. RowPattern().Matches(page).Select(match => new Row(match.Groups[1].Value, match.Groups[2].Value, match.Groups[3].Value))];

    /// <summary>Ids at the front of method names, also several of them, and in traits.</summary>
    private static HashSet<string> IdsIn(IEnumerable<string> sources) =>
        [.. sources.SelectMany(source => IdPattern().Matches(source)).Select(match => Name("B", int.Parse(match.Groups[1].Value, null)))];

    private static IEnumerable<string> TestSources() =>
        new[] { Checkout.Path("tests"), Checkout.Path("src", "Testing") }
            .SelectMany(folder => Directory.EnumerateFiles(folder, "*.cs", SearchOption.AllDirectories))
            .Where(file => !file.Split(Path.DirectorySeparatorChar).Any(part => part is "obj" or "bin"));

    private static string Name(string block, int number) => $"{block}-{number:000}";

    [GeneratedRegex(@"^\| (B-\d{3}) \| (\w+) \| .+ \| (\w+) \|\r?$", RegexOptions.Multiline)]
    private static partial Regex RowPattern();

    [GeneratedRegex("(?:(?<![A-Za-z0-9])B_|\"B-)([0-9]{3})(?![0-9])")]
    private static partial Regex IdPattern();

    [GeneratedRegex("B-[0-9]{3}")]
    private static partial Regex ResultPattern();

    private sealed record Row(string Id, string Level, string State);
}

namespace Toast.Samples.Tests;

public sealed class ReadmeTests
{
    [Fact]
    [Trait("Behaviour", "B-018")]
    public async Task B_018_the_first_example_of_the_readme_runs_and_prints_what_the_readme_says()
    {
        string[] readme = await File.ReadAllLinesAsync(Repository.Path("README.md"));
        string program = await File.ReadAllTextAsync(Repository.Path("samples", "Readme", "Program.cs"));
        DirectoryInfo folder = Directory.CreateTempSubdirectory("toast-readme-");
        try
        {
            string printed = await Sample.RunAsync("Readme", folder.FullName);

            Assert.Equal(program.TrimEnd(), string.Join('\n', Block(readme, "```csharp")));
            Assert.Equal(Shape(string.Join('\n', Block(readme, "```"))), Shape(printed));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    [Trait("Behaviour", "B-018")]
    public async Task B_018_define_open_dump_and_validate_take_at_most_four_statements()
    {
        string[] lines = await File.ReadAllLinesAsync(Repository.Path("samples", "Readme", "Program.cs"));

        int statements = lines.Count(line => line.EndsWith(';')
            && !line.StartsWith("using ", StringComparison.Ordinal) && !line.StartsWith("Console.", StringComparison.Ordinal));
        Assert.InRange(statements, 1, 4);
    }

    /// <summary>The lines of the first block that opens with exactly this fence.</summary>
    private static IEnumerable<string> Block(string[] lines, string fence)
    {
        int start = fence == "```" ? Array.IndexOf(lines, "```", Array.IndexOf(lines, "```") + 1) : Array.IndexOf(lines, fence);
        return lines.Skip(start + 1).TakeWhile(line => line != "```");
    }

    /// <summary>What was printed, without the id, which is new each time.</summary>
    private static string Shape(string text) => QuickstartTests.Ids().Replace(text.Trim(), "<id>");
}

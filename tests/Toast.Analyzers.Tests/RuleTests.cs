using Microsoft.CodeAnalysis;

namespace Toast.Analyzers.Tests;

public sealed class RuleTests
{
    private static readonly DiagnosticDescriptor[] Rules =
        [.. Checked.Analyzers.SelectMany(analyzer => analyzer.SupportedDiagnostics).OrderBy(rule => rule.Id)];

    [Fact]
    public void The_rules_are_seven_and_only_the_password_is_a_warning() =>
        Assert.Equal(
            [
                "TOAST001 Error", "TOAST002 Error", "TOAST003 Error", "TOAST004 Error",
                "TOAST005 Warning", "TOAST006 Error", "TOAST007 Error",
            ],
            Rules.Select(rule => $"{rule.Id} {rule.DefaultSeverity}"));

    [Fact]
    public async Task Every_rule_has_a_page_that_the_rule_and_the_index_name()
    {
        string folder = Path.Combine(AppContext.BaseDirectory, "rules");
        string index = await File.ReadAllTextAsync(Path.Combine(folder, "README.md"));
        foreach (DiagnosticDescriptor rule in Rules)
        {
            Assert.EndsWith($"See docs/rules/{rule.Id}.md.", rule.Description.ToString(), StringComparison.Ordinal);
            Assert.Contains($"[{rule.Id}]({rule.Id}.md)", index, StringComparison.Ordinal);
            string page = await File.ReadAllTextAsync(Path.Combine(folder, rule.Id + ".md"));
            Assert.StartsWith($"# {rule.Id}: {rule.Title}\n", page, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Generated_code_is_skipped() =>
        Assert.Empty(await Checked.Run("[External(\"no store\", Name = \"\")] public class User { public Action Member; }", "User.g.cs"));

    [Fact]
    public Task Source_without_models_is_silent() =>
        Checked.IsSilent("public sealed class ExternalAttribute : Attribute; [External] public class User { public Action Member; }");
}

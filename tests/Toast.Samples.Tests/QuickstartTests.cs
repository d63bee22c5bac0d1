using System.Diagnostics;
using System.Text.RegularExpressions;

namespace Toast.Samples.Tests;

public sealed partial class QuickstartTests
{
    private const string Expected =
        """
        {"class_name":"UserProfile","id":"<id>"}
        UserProfile { Name = Alice, Email = alice@example.com, Age = 30 }
        -- nested models
        customer Bob, total 19.90
        referrer loaded: False
        referrer Carol, loaded: True
        alone Bob
        -- updates and conflicts
        count after an update: 9
        conflict: expected version 2, found 3
        -- missing records
        deleted: True, again: False
        not_found: Customer
        invalid_reference: The reference has an id that is not a UUID. Pass exactly {"class_name": "...", "id": "..."}, as it was returned by a dump.
        -- custom backend
        kept in a dictionary
        not_supported: Store notes cannot delete records: its backend lacks the capability Delete. Use a store that has it, or implement the capability interface in the backend.

        """;

    [Fact]
    [Trait("Behaviour", "B-018")]
    public async Task B_018_the_quick_start_prints_what_it_promises_also_the_second_time()
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("toast-quickstart-");
        try
        {
            Assert.Equal(Expected, Ids().Replace(await RunAsync(folder.FullName), "<id>"));
            Assert.Equal(Expected, Ids().Replace(await RunAsync(folder.FullName), "<id>"));
            Assert.True(File.Exists(Path.Combine(folder.FullName, "data", "app.db")));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    [Trait("Behaviour", "B-018")]
    public void B_018_the_example_of_the_readme_is_the_compiled_one_and_has_at_most_four_statements()
    {
        string[] block = [.. FirstCodeBlock(File.ReadAllLines(Repository.Path("README.md"))).Select(line => line.Trim()).Where(line => line.Length > 0)];
        string[] compiled = [.. File.ReadAllLines(Repository.Path("samples", "Quickstart", "ReadmeExample.cs")).Select(line => line.Trim())];

        Assert.All(block, line => Assert.Contains(line, compiled));
        string[] statements = [.. block.Where(line => line.EndsWith(';') && !line.StartsWith("using", StringComparison.Ordinal)
            && !line.StartsWith("public", StringComparison.Ordinal) && !line.StartsWith("Console", StringComparison.Ordinal))];
        Assert.True(statements.Length + 1 <= 4, "define, open, dump, validate");
    }

    private static IEnumerable<string> FirstCodeBlock(string[] lines) =>
        lines.SkipWhile(line => !line.StartsWith("```csharp", StringComparison.Ordinal)).Skip(1).TakeWhile(line => !line.StartsWith("```", StringComparison.Ordinal));

    private static async Task<string> RunAsync(string folder)
    {
        string sample = Repository.Path("samples", "Quickstart", "bin", Repository.Configuration, "net10.0", "Quickstart.dll");
        using Process process = Process.Start(new ProcessStartInfo("dotnet", [sample, folder]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        Task<string> output = process.StandardOutput.ReadToEndAsync();
        Task<string> errors = process.StandardError.ReadToEndAsync();
        using var timeout = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        await process.WaitForExitAsync(timeout.Token);
        Assert.Equal("", await errors);
        Assert.Equal(0, process.ExitCode);
        return await output;
    }

    [GeneratedRegex("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")]
    private static partial Regex Ids();
}

namespace Toast.Conformance.Tests.Documentation;

public sealed class BackendsPageTests
{
    [Theory]
    [InlineData("FolderOfRecords.cs")]
    [InlineData("FolderOfRecordsPlace.cs")]
    [InlineData("FolderOfRecordsSuite.cs")]
    public void The_page_about_backends_shows_the_code_that_runs_here(string file)
    {
        string root = RootOfTheRepository();
        string page = File.ReadAllText(Path.Combine(root, "docs", "backends.md"));
        string code = File.ReadAllText(Path.Combine(root, "tests", "Toast.Conformance.Tests", "FourMethods", file));

        Assert.Contains(code[(code.IndexOf(";\n\n", code.IndexOf("namespace ", StringComparison.Ordinal), StringComparison.Ordinal) + 3)..].Trim(), page);
    }

    [Fact]
    public void The_page_about_backends_registers_one_as_the_tests_do()
    {
        string root = RootOfTheRepository();
        string page = File.ReadAllText(Path.Combine(root, "docs", "backends.md"));
        string code = File.ReadAllText(Path.Combine(root, "tests", "Toast.Conformance.Tests", "FourMethods", "RegistrationTests.cs"));
        int start = code.IndexOf("IToast toast", StringComparison.Ordinal);
        string snippet = code[start..(code.IndexOf(".Build();", start, StringComparison.Ordinal) + ".Build();".Length)];

        Assert.Contains(snippet.Replace("\n        ", "\n", StringComparison.Ordinal), page);
    }

    private static string RootOfTheRepository()
    {
        DirectoryInfo? folder = new(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder!.FullName, "Toast.sln")))
        {
            folder = folder.Parent;
        }

        return folder.FullName;
    }
}

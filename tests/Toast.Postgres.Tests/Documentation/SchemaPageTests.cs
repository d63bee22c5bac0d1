using System.Runtime.CompilerServices;

namespace Toast.Postgres.Tests.Documentation;

public sealed class SchemaPageTests
{
    [Fact]
    [Trait("Behaviour", "B-130")]
    public void B_130_the_page_shows_the_sql_that_is_run()
    {
        string page = File.ReadAllText(Path.Combine(Here(), "..", "..", "..", "docs", "stores", "postgresql.md"));

        Assert.Contains(new PostgresBackend(StorageUrl.Parse("postgresql://h/shop")).SchemaSql, page.ReplaceLineEndings("\n"), StringComparison.Ordinal);
    }

    [Fact]
    public void The_page_names_every_option()
    {
        string page = File.ReadAllText(Path.Combine(Here(), "..", "..", "..", "docs", "stores", "postgresql.md"));

        Assert.All(ConnectionOptions.Names, option => Assert.Contains($"`{option}`", page, StringComparison.Ordinal));
    }

    private static string Here([CallerFilePath] string file = "") => Path.GetDirectoryName(file)!;
}

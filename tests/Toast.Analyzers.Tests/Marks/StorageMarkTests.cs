using Microsoft.CodeAnalysis;

namespace Toast.Analyzers.Tests;

public sealed class StorageMarkTests
{
    [Theory]
    [Trait("Behaviour", "B-014")]
    [InlineData("")]
    [InlineData("(null)")]
    [InlineData("(\"main\")")]
    [InlineData("(\"orders-2.eu_west\")")]
    [InlineData("(storage: \"main\")")]
    [InlineData("(\"sqlite:///data/app.db\")")]
    [InlineData("(\"postgresql://app@localhost:5432/shop?sslmode=require\")")]
    [InlineData("(\"postgresql://app:${DB_PASSWORD}@${DB_HOST}:${DB_PORT}/shop\")")]
    [InlineData("(\"${DATABASE_URL}\")")]
    [InlineData("(\"${BASE}/shop\")")]
    [InlineData("(\"${SCHEME}://localhost/shop\")")]
    public Task B_014_a_good_storage_text_is_silent(string argument) =>
        Checked.IsSilent($"[External{argument}] public record User(string Name);");

    [Theory]
    [Trait("Behaviour", "B-014")]
    [InlineData(
        "",
        "it is neither the name of a store nor a storage URL",
        "write 1 to 64 ASCII letters, digits, '_', '-' and '.' for a name, or start a URL with its scheme, such as sqlite:/// or postgresql://")]
    [InlineData(
        "my store",
        "it is neither the name of a store nor a storage URL",
        "write 1 to 64 ASCII letters, digits, '_', '-' and '.' for a name, or start a URL with its scheme, such as sqlite:/// or postgresql://")]
    [InlineData("://localhost", "it has no scheme", "start it with one, such as sqlite:/// or postgresql://")]
    [InlineData("my_db://localhost", "its scheme is not well formed", "a scheme starts with a letter and holds letters, digits, '+', '-' and '.'")]
    [InlineData("redis://localhost:0", "a port is not a number from 1 to 65535", "write host:port, such as localhost:5432")]
    [InlineData("redis://localhost:65536", "a port is not a number from 1 to 65535", "write host:port, such as localhost:5432")]
    [InlineData("redis://:6379", "a host name is empty", "name the server, such as localhost")]
    [InlineData("redis://local host", "it has white space or a control character", "percent-encode a space as %20")]
    [InlineData("redis://u:pa#ss@localhost", "it has a '#'", "percent-encode it as %23")]
    [InlineData(
        "redis://u:pa%ss@localhost",
        "it has a '%' that is not followed by two hexadecimal digits",
        "write a '%' itself as %25")]
    [InlineData(
        "redis://u:p@ss@localhost",
        "it has more than one '@' in the server part",
        "percent-encode an '@' in the user name or password as %40")]
    [InlineData("redis://u:${PASSWORD@localhost", "a ${ placeholder is not closed", "write ${NAME}")]
    [InlineData("${DATABASE_URL", "a ${ placeholder is not closed", "write ${NAME}")]
    [InlineData(
        "${DATABASE URL}",
        "a ${...} placeholder has no well-formed name",
        "use letters, digits and '_', such as ${DB_PASSWORD}")]
    public Task B_014_a_storage_text_that_cannot_be_used_is_TOAST001(string storage, string problem, string remedy) =>
        Checked.Reports(
            $"namespace Shop;\n[External(\n    \"{storage}\")]\npublic record User(string Name);",
            $"3 TOAST001: The storage of model 'Shop.User' cannot be used: {problem}. To fix it, {remedy}.");

    [Fact]
    public Task A_store_name_of_64_characters_is_the_longest() =>
        Checked.Reports(
            $"[External(\"{new string('a', 64)}\")] public class A;\n[External(\"{new string('a', 65)}\")] public class B;",
            "2 TOAST001: The storage of model 'B' cannot be used: it is neither the name of a store nor a storage URL. To fix it, write "
            + "1 to 64 ASCII letters, digits, '_', '-' and '.' for a name, or start a URL with its scheme, such as sqlite:/// or postgresql://.");

    [Fact]
    public Task Constants_are_read_through() =>
        Checked.Reports(
            """
            public static class Stores { public const string Server = "redis://localhost"; }
            [External(Stores.Server + ":6379")] public class A;
            [External(Stores.Server + ":no")] public class B;
            """,
            "3 TOAST001: The storage of model 'B' cannot be used: a port is not a number from 1 to 65535. "
            + "To fix it, write host:port, such as localhost:5432.");

    [Theory]
    [Trait("Behaviour", "B-405")]
    [InlineData("postgresql://app:hunter2@localhost/shop")]
    [InlineData("redis://:hunter2@localhost")]
    [InlineData("redis://:1@localhost")]
    [InlineData("redis://:2@localhost")]
    [InlineData("postgresql://${DB_USER}:hunter2@${DB_HOST}/shop")]
    [InlineData("postgresql://localhost/shop?user=app&Password=hunter2")]
    [InlineData("redis://localhost?sslPassword=hunter2&db=${DB}")]
    public Task B_405_a_literal_password_is_a_warning_that_names_the_placeholder(string storage) =>
        Checked.Reports(
            $"[External(\n    \"{storage}\")]\npublic record User(string Name);",
            "2 TOAST005: The storage URL of model 'User' holds a literal password, which everyone with the source or the assembly can read. "
            + "Write a placeholder such as ${NAME} in its place; it stands for the environment variable NAME.");

    [Theory]
    [Trait("Behaviour", "B-405")]
    [InlineData("postgresql://app@localhost/shop")]
    [InlineData("postgresql://app:@localhost/shop")]
    [InlineData("postgresql://app:${DB_PASSWORD}@localhost/shop")]
    [InlineData("postgresql://app:${PART_A}${PART_B}@localhost/shop")]
    [InlineData("postgresql://localhost/shop?password=${DB_PASSWORD}")]
    [InlineData("postgresql://localhost/shop?application_name=password")]
    [InlineData("${BASE}?password=hunter2")]
    public Task B_405_a_url_without_a_literal_password_is_silent(string storage) =>
        Checked.IsSilent($"[External(\"{storage}\")] public record User(string Name);");

    [Fact]
    [Trait("Behaviour", "B-405")]
    public async Task B_405_a_literal_password_does_not_stop_the_build()
    {
        Diagnostic found = Assert.Single(await Checked.Run("[External(\"redis://:hunter2@localhost\")] public class User;"));
        Assert.Equal(DiagnosticSeverity.Warning, found.Severity);
    }
}

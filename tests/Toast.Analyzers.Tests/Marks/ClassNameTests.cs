using System.Text;
using Microsoft.CodeAnalysis.CSharp;

namespace Toast.Analyzers.Tests;

public sealed class ClassNameTests
{
    private const string Allowed = "1 to 200 ASCII letters, digits and _ . ` [ ] , + -";
    private const string Foreign = "holds characters other than ASCII letters, digits and _ . ` [ ] , + -";

    [Theory]
    [Trait("Behaviour", "B-251")]
    [InlineData("", "is empty")]
    [InlineData("a/b", Foreign)]
    [InlineData("a b", Foreign)]
    [InlineData("Grüße", Foreign)]
    [InlineData(".user", "starts or ends with '.', or holds '..'")]
    [InlineData("user.", "starts or ends with '.', or holds '..'")]
    [InlineData("a..b", "starts or ends with '.', or holds '..'")]
    [InlineData("[+-]", "has no letter, digit or '_'")]
    public async Task B_251_B_252_a_name_that_is_not_well_formed_is_TOAST006(string name, string wrong)
    {
        await Checked.Reports(
            $"[External(Name =\n\"{name}\")] public class User;",
            $"2 TOAST006: The class name of model 'User' {wrong}. Use {Allowed}.");
        await Checked.Reports(
            $"[External(Aliases =\nnew[] {{ \"old\", \"{name}\" }})] public class User;",
            $"2 TOAST006: Alias 2 of model 'User' {wrong}. Use {Allowed}.");
    }

    [Fact]
    [Trait("Behaviour", "B-251")]
    public Task B_251_a_name_longer_than_200_is_TOAST006() =>
        Checked.Reports(
            $"[External(Name = \"{new string('n', 201)}\")] public class User;",
            $"1 TOAST006: The class name of model 'User' has 201 characters, more than 200. Use {Allowed}.");

    [Fact]
    [Trait("Behaviour", "B-251")]
    public Task B_251_a_type_name_that_is_no_class_name_is_told_to_set_one() =>
        Checked.Reports(
            """
            [External]
            public class Straße;
            [External(Name = "Strasse")]
            public class Straße2;
            """,
            $"2 TOAST006: The type name, which is the class name of model 'Straße' {Foreign}. Use [External(Name = \"...\")] with {Allowed}.");

    [Theory]
    [Trait("Behaviour", "B-252")]
    [InlineData("u")]
    [InlineData("CON")]
    [InlineData("Shop.User-2+x")]
    [InlineData("Box[Int32,Pair`2]")]
    [InlineData("_")]
    public Task B_252_a_well_formed_name_is_silent(string name) =>
        Checked.IsSilent($"[External(Name = \"{name}\", Aliases = new[] {{ \"{name}_old\" }})] public class User;");

    [Fact]
    [Trait("Behaviour", "B-251")]
    public async Task B_251_compiler_and_run_time_agree_on_random_names()
    {
        const string Alphabet = "aZ09_.`[],+-./: *%ü\0\n";
        var random = new Random(4);
        List<string> names = [new('x', 200), new('x', 201)];
        for (int i = 0; i < 1_000; i++)
        {
            names.Add(new string([.. Enumerable.Range(0, random.Next(4)).Select(_ => Alphabet[random.Next(Alphabet.Length)])]));
        }

        var source = new StringBuilder();
        for (int i = 0; i < names.Count; i++)
        {
            string literal = SymbolDisplay.FormatLiteral(names[i], quote: true);
            source.Append(System.Globalization.CultureInfo.InvariantCulture, $"[External(Name = {literal})] public class M{i};\n");
        }

        HashSet<int> refused = [.. (await Checked.Run(source.ToString()))
            .Where(found => found.Id == "TOAST006").Select(found => Checked.LineOf(found) - 1)];
        Assert.NotEmpty(refused);
        for (int i = 0; i < names.Count; i++)
        {
            bool accepted = Record.Exception(() => new ExternalReference(names[i], Guid.Empty)) is null;
            Assert.True(accepted != refused.Contains(i), $"'{names[i]}': run time accepts it: {accepted}");
        }
    }
}

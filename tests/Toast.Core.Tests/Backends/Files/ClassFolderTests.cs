namespace Toast.Tests.Backends.Files;

public sealed class ClassFolderTests
{
    [Theory]
    [Trait("Behaviour", "B-252")]
    [InlineData("UserProfile", "userprofile@11")]
    [InlineData("Shop.Box[Int32]", "shop=box[int32]@122")]
    [InlineData("CON", "con@7")]
    [InlineData("nul", "nul@")]
    [InlineData("Com1.x", "com1=x@1")]
    [InlineData("-a`1+b", "-a`1+b@")]
    public void B_252_folder_names_are_as_documented(string className, string folder) => Assert.Equal(
        folder, ClassFolder.NameOf(className));

    [Fact]
    [Trait("Behaviour", "B-253")]
    public void B_253_no_two_names_share_a_folder_even_where_case_is_ignored()
    {
        string[] letters = ["a", "A", "b", ".", "_", "[", "]", "`", ",", "+", "-", "0"];
        var names = letters.SelectMany(one => letters.SelectMany(two => letters.Select(three => one + two + three)))
            .Where(name => ClassNameRules.Check(name) is null)
            .ToList();

        int folders = names.Select(ClassFolder.NameOf).Distinct(StringComparer.OrdinalIgnoreCase).Count();

        Assert.True(names.Count > 1000);
        Assert.Equal(names.Count, folders);
    }

    [Fact]
    [Trait("Behaviour", "B-251")]
    public void B_251_the_longest_names_fit_into_a_file_name() => Assert.Equal(251, ClassFolder.NameOf(new string('X', 200)).Length);
}

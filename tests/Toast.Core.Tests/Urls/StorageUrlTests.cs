using FsCheck;
using FsCheck.Fluent;

namespace Toast.Core.Tests.Urls;

public sealed class StorageUrlTests
{
    [Fact]
    public void All_parts_of_a_url_are_read()
    {
        StorageUrl url = StorageUrl.Parse("PostgreSQL://app:s3cret@db1:5432,[::1]:5433,db3/shop/eu?sslmode=require&pool=4");

        Assert.Equal("postgresql", url.Scheme);
        Assert.Equal([new StorageHost("db1", 5432), new StorageHost("::1", 5433), new StorageHost("db3", null)], url.Hosts);
        Assert.Equal("app", url.Credential!.RevealUserName());
        Assert.Equal("s3cret", url.Credential.RevealPassword());
        Assert.Equal("/shop/eu", url.Path);
        Assert.Equal("require", url.GetOption("SSLMODE"));
        Assert.Equal(["sslmode", "pool"], url.OptionNames);
    }

    [Theory]
    [InlineData("sqlite:///data/toast.db", "/data/toast.db")]
    [InlineData("file:///var/lib/toast", "/var/lib/toast")]
    [InlineData("postgresql:///db", "/db")]
    [InlineData("memory://name", "")]
    [Trait("Behaviour", "B-137")]
    public void B_137_url_forms_without_a_server_are_read(string text, string path)
    {
        StorageUrl url = StorageUrl.Parse(text);

        Assert.Equal(path, url.Path);
        Assert.Null(url.Credential);
    }

    [Theory]
    [InlineData("", "no scheme")]
    [InlineData("data/toast.db", "no scheme")]
    [InlineData("://host/db", "no scheme")]
    [InlineData("my_scheme://host/db", "scheme is not well formed")]
    [InlineData("1x://host/db", "scheme is not well formed")]
    [InlineData("redis://host:0/", "a port is not a number")]
    [InlineData("redis://host:65536/", "a port is not a number")]
    [InlineData("redis://host:12a/", "a port is not a number")]
    [InlineData("redis://[::1]:/", "a port is not a number")]
    [InlineData("redis://[::1/", "brackets of an IPv6")]
    [InlineData("redis://:6379/", "a host name is empty")]
    [InlineData("redis://a,,b/", "a host name is empty")]
    [InlineData("redis://u:p@@h/", "more than one '@'")]
    [InlineData("redis://u:pa/ss@h/", "'@' after the server part")]
    [InlineData("redis://u:pa?ss@h/", "'@' after the server part")]
    [InlineData("redis://u:pa#ss@h/", "it has a '#'")]
    [InlineData("redis://u:pa ss@h/", "white space")]
    [InlineData("redis://u:pa%s@h/", "'%' that is not followed")]
    [InlineData("redis://u:%ff@h/", "not UTF-8")]
    [InlineData("redis://u:${PW@h/", "not closed")]
    [InlineData("redis://u:${}@h/", "no well-formed name")]
    [InlineData("redis://h/?=x", "an option has no name")]
    [Trait("Behaviour", "B-025")]
    [Trait("Behaviour", "B-402")]
    public void B_025_a_bad_url_is_refused_with_its_own_cause_and_without_being_quoted(string text, string cause)
    {
        var error = Assert.Throws<StorageValidationException>(() => StorageUrl.Parse(text));

        Assert.Equal(ErrorCodes.InvalidConfiguration, error.Code);
        Assert.Contains(cause, error.Message, StringComparison.Ordinal);
        Assert.Contains("To fix it", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("pa", error.Message.Replace("part", "", StringComparison.Ordinal).Replace("password", "", StringComparison.Ordinal)
            .Replace("space", "", StringComparison.Ordinal).Replace("percent", "", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Behaviour", "B-402")]
    public void B_402_any_password_survives_percent_encoding_and_is_never_shown() =>
        Prop.ForAll(ArbMap.Default.ArbFor<NonNull<string>>(), generated =>
        {
            string password = "zq" + string.Concat(generated.Get.Where(c => !char.IsSurrogate(c)));
            StorageUrl url = StorageUrl.Parse($"redis://user:{Uri.EscapeDataString(password)}@host:1/0?password={Uri.EscapeDataString(password)}");
            return url.Credential!.RevealPassword() == password
                && url.GetOption("password") == password
                && !url.ToString().Contains("zq", StringComparison.Ordinal)
                && !url.Credential.ToString().Contains("zq", StringComparison.Ordinal)
                && url.ToString() == "redis://host:1/0";
        }).QuickCheckThrowOnFailure();

    [Fact]
    [Trait("Behaviour", "B-135")]
    public void B_135_variables_stand_for_parts_as_they_are()
    {
        Dictionary<string, string> environment = new() { ["PW"] = "a@b:c/d%41", ["DB"] = "redis://h:1/0", ["HOST"] = "db.internal" };

        StorageUrl url = StorageUrlParser.Parse("redis://u:${PW}@${HOST}:6379/0", environment.GetValueOrDefault);
        StorageUrl whole = StorageUrlParser.Parse("${DB}", environment.GetValueOrDefault);

        Assert.Equal("a@b:c/d%41", url.Credential!.RevealPassword());
        Assert.Equal(new StorageHost("db.internal", 6379), Assert.Single(url.Hosts));
        Assert.Equal("redis://h:1/0", whole.ToString());
    }

    [Fact]
    [Trait("Behaviour", "B-135")]
    public void B_135_a_missing_variable_is_named()
    {
        var error = Assert.Throws<StorageValidationException>(() => StorageUrlParser.Parse("redis://u:${NOT_SET}@h/0", _ => null));

        Assert.Equal(
            "The storage URL cannot be used: the environment variable NOT_SET is not set. To fix it, set NOT_SET, or write the value into the URL.",
            error.Message);
    }

    [Fact]
    public void Equal_urls_are_equal_and_secrets_count()
    {
        Assert.Equal(StorageUrl.Parse("redis://u:a@h/0?x=1"), StorageUrl.Parse("REDIS://u:a@h/0?x=1"));
        Assert.NotEqual(StorageUrl.Parse("redis://u:a@h/0"), StorageUrl.Parse("redis://u:b@h/0"));
        Assert.NotEqual(StorageUrl.Parse("redis://h/0?x=1"), StorageUrl.Parse("redis://h/0?x=2"));
    }

    [Fact]
    [Trait("Behaviour", "B-403")]
    public void B_403_control_characters_of_a_path_are_not_shown() =>
        Assert.Equal("file:///a?b", StorageUrl.Parse("file:///a%0Ab").ToString());
}

using Toast.Sqlite.Tests.Support;

namespace Toast.Sqlite.Tests;

[Trait("Behaviour", "B-137")]
public sealed class UrlTests : StoreTest
{
    [Fact]
    public void B_137_three_slashes_are_relative_and_four_absolute()
    {
        Assert.Equal(Path.GetFullPath("data/toast.db"), SqliteSettings.Read(StorageUrl.Parse("sqlite:///data/toast.db")).Path);
        Assert.Equal(Path.GetFullPath("/var/lib/x.db"), SqliteSettings.Read(StorageUrl.Parse("sqlite:////var/lib/x.db")).Path);
    }

    [Fact]
    public void B_137_options_have_documented_defaults()
    {
        SqliteSettings settings = SqliteSettings.Read(StorageUrl.Parse("sqlite:///x.db"));
        Assert.Equal((true, "FULL", TimeSpan.FromSeconds(5)), (settings.Create, settings.Synchronous, settings.BusyTimeout));
    }

    [Theory]
    [InlineData("sqlite://", "it has no path")]
    [InlineData("sqlite:///", "it has no path")]
    [InlineData("sqlite:///:memory:", "memory://")]
    [InlineData("sqlite:///folder/", "ends with a slash")]
    [InlineData("sqlite:///a%00b", "NUL")]
    [InlineData("sqlite://host/x.db", "it names a server")]
    [InlineData("sqlite://me:secret@/x.db", "a user or password")]
    [InlineData("sqlite:///x.db?create=perhaps", "option create has an unknown value")]
    [InlineData("sqlite:///x.db?synchronous=off", "use full (the default) or normal")]
    [InlineData("sqlite:///x.db?busy_timeout=-1", "milliseconds")]
    [InlineData("sqlite:///x.db?password=secret", "unknown option 'password'")]
    public void B_137_an_impossible_url_is_refused_with_reason_and_remedy(string url, string expected)
    {
        var failure = Assert.Throws<StorageValidationException>(() => new SqliteBackend(StorageUrl.Parse(url)));
        Assert.Equal(ErrorCodes.InvalidConfiguration, failure.Code);
        Assert.Contains(expected, failure.Message, StringComparison.Ordinal);
        Assert.Contains("To fix it, ", failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", failure.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Constructing_touches_no_file()
    {
        _ = new SqliteBackend(TempFolder.UrlOf(Path.Combine(Folder.Path, "new", "toast.db")));
        Assert.Empty(Directory.EnumerateFileSystemEntries(Folder.Path));
    }

    [Fact]
    public async Task An_operation_before_connecting_says_so()
    {
        var backend = new SqliteBackend(TempFolder.UrlOf(Folder.File));
        await Assert.ThrowsAsync<InvalidOperationException>(() => backend.LoadAsync(NewKey(), default));
    }
}

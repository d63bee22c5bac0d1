namespace Toast.Tests.Backends.Files;

public sealed class FileSafetyTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly TemporaryFolder outside = new();

    [SkippableFact]
    [Trait("Behaviour", "B-414")]
    public async Task B_414_only_the_owner_can_read_files_and_folders()
    {
        Skip.If(OperatingSystem.IsWindows(), "Windows has no permission bits.");
        FileBackend backend = await folder.OpenAsync();
        await backend.SaveAsync(Writes.Of(Writes.NewKey(), lifetime: TimeSpan.FromDays(1)), default);

        const UnixFileMode others = UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.GroupExecute
            | UnixFileMode.OtherRead | UnixFileMode.OtherWrite | UnixFileMode.OtherExecute;
        string[] all = [folder.Path, .. Directory.EnumerateFileSystemEntries(folder.Path, "*", SearchOption.AllDirectories)];
        Assert.True(all.Length > 8);
        foreach (string path in all)
        {
            Assert.Equal(UnixFileMode.None, new FileInfo(path).UnixFileMode & others);
        }
    }

    [SkippableFact]
    [Trait("Behaviour", "B-414")]
    public async Task B_414_a_record_that_is_a_link_is_not_followed()
    {
        Skip.If(OperatingSystem.IsWindows(), "Links need a privilege there.");
        FileBackend backend = await folder.OpenAsync();
        RecordKey key = Writes.NewKey();
        await backend.SaveAsync(Writes.Of(key), default);
        Directory.CreateDirectory(outside.Path);
        string target = Path.Combine(outside.Path, "target.json");
        File.Move(folder.FileOf(key), target);
        File.CreateSymbolicLink(folder.FileOf(key), target);
        string before = await File.ReadAllTextAsync(target);

        Assert.Equal(
            ErrorCodes.CorruptRecord, (await Assert.ThrowsAsync<StorageValidationException>(() => backend.LoadAsync(key, default))).Code);
        Assert.Equal(ErrorCodes.CorruptRecord, (await Assert.ThrowsAsync<StorageValidationException>(() => backend.SaveAsync(Writes.Of(key), default))).Code);
        Assert.Empty(await backend.ListAsync(new("Order", null, 10), default));
        await backend.DeleteAsync(new(key, SaveCondition.Any), default);
        Assert.Equal(before, await File.ReadAllTextAsync(target));
    }

    [SkippableFact]
    [Trait("Behaviour", "B-414")]
    public async Task B_414_a_class_folder_that_is_a_link_is_not_followed()
    {
        Skip.If(OperatingSystem.IsWindows(), "Links need a privilege there.");
        FileBackend backend = await folder.OpenAsync();
        Directory.CreateDirectory(outside.Path);
        Directory.CreateSymbolicLink(Path.Combine(folder.Path, ClassFolder.NameOf("Order")), outside.Path);
        RecordKey key = Writes.NewKey();

        Func<Task>[] calls =
        [
            () => backend.SaveAsync(Writes.Of(key), default),
            () => backend.LoadAsync(key, default),
            () => backend.SaveAsync(new StoredRecord { Key = key, Data = "{}"u8.ToArray(), Created = default, Updated = default }, default),
        ];
        foreach (Func<Task> call in calls)
        {
            Assert.Equal(ErrorCodes.StoreIncompatible, (await Assert.ThrowsAsync<StorageValidationException>(call)).Code);
        }

        Assert.Empty(await backend.ListAsync(new("Order", null, 10), default));
        Assert.Empty(Directory.EnumerateFileSystemEntries(outside.Path));
    }

    [Theory]
    [Trait("Behaviour", "B-137")]
    [InlineData("file://server/share", "it names a server")]
    [InlineData("file:///", "it names no folder")]
    [InlineData("file://", "it names no folder")]
    [InlineData("file://user@localhost/a", "no user and no options")]
    [InlineData("file:///a?sync=off", "no user and no options")]
    [InlineData("file:///a%0Ab", "control character")]
    public void B_137_an_impossible_url_is_refused_with_the_reason(string url, string reason)
    {
        var error = Assert.Throws<StorageValidationException>(() => new FileBackend(StorageUrl.Parse(url)));
        Assert.Equal(ErrorCodes.InvalidConfiguration, error.Code);
        Assert.Contains(reason, error.Message, StringComparison.Ordinal);
    }

    public void Dispose()
    {
        folder.Dispose();
        outside.Dispose();
    }
}

namespace Toast.Core.Tests.Engine;

/// <summary>Questions about a record that need none of its data.</summary>
public sealed class InfoTests
{
    [Fact]
    [Trait("Behaviour", "B-108")]
    [Trait("Behaviour", "B-109")]
    public async Task B_108_existence_and_info_move_no_data_where_the_backend_can_tell_without()
    {
        var backend = new TellingBackend();
        await using IToast toast = GroupCommitTests.New(backend);
        var there = new ExternalReference("Note", TellingBackend.There);

        Assert.True(await toast.ExistsAsync(there));
        Assert.False(await toast.ExistsAsync(new ExternalReference("Note", Guid.NewGuid())));
        Assert.Equal(TellingBackend.Info, await toast.GetInfoAsync(there));
        await Assert.ThrowsAsync<RecordNotFoundException>(() => toast.GetInfoAsync(new ExternalReference("Note", Guid.NewGuid())));
        Assert.Equal((0, 4), (backend.Loads, backend.Asked));
    }

    [Theory]
    [InlineData("memory://")]
    [InlineData("plain://")]
    [Trait("Behaviour", "B-109")]
    public async Task B_109_info_is_the_same_with_and_without_the_capability(string url)
    {
        await using IToast toast = new ToastBuilder()
            .AddBackend("plain", _ => new PlainBackend()).AddStore("main", url).AddModel<Note>().Build();
        var note = new Note { Text = "x" };
        ExternalReference reference = await toast.DumpAsync(note);
        await toast.DumpAsync(note);
        StoredRecord stored = await toast.Records.ReadAsync(reference);

        Assert.Equal(new RecordInfo(2, 1, stored.Created, stored.Updated, null), await toast.GetInfoAsync(reference));
        Assert.True(await toast.ExistsAsync(reference));
    }

    private sealed class TellingBackend() : StorageBackend(StorageUrl.Parse("telling://")), ISupportsInfo
    {
        public static readonly Guid There = Guid.NewGuid();
        public static readonly RecordInfo Info = new(7, 2, DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddDays(1), null);

        public int Loads { get; private set; }

        public int Asked { get; private set; }

        public override Task ConnectAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public override Task DisconnectAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public override Task SaveAsync(StoredRecord record, CancellationToken cancellationToken) => Task.CompletedTask;

        public override Task<StoredRecord?> LoadAsync(RecordKey key, CancellationToken cancellationToken)
        {
            Loads++;
            return Task.FromResult<StoredRecord?>(null);
        }

        public Task<RecordInfo?> GetInfoAsync(RecordKey key, CancellationToken cancellationToken)
        {
            Asked++;
            return Task.FromResult(key.Id == There ? Info : null);
        }
    }
}

namespace Toast.Core.Tests.Registry;

public sealed class SetUpTests
{
    [External("nowhere")]
    public sealed record Homeless(string Name);

    [Fact]
    [Trait("Behaviour", "B-136")]
    public void B_136_impossible_options_are_reported_together_with_everything_else()
    {
        ToastBuilder builder = new ToastBuilder().AddStore("main", "memory://").AddStore("MAIN", "memory://").AddModel<Homeless>()
            .Configure(options => options.MaxRetries = -1);

        var error = Assert.Throws<StorageValidationException>(() => builder.Build());

        Assert.Equal(ErrorCodes.InvalidConfiguration, error.Code);
        Assert.Contains("3 problems", error.Message, StringComparison.Ordinal);
        Assert.Contains("MaxRetries", error.Message, StringComparison.Ordinal);
        Assert.Contains("configured twice", error.Message, StringComparison.Ordinal);
        Assert.Contains(typeof(Homeless).FullName!, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Behaviour", "B-206")]
    public void B_206_a_size_limit_above_what_a_store_carries_is_refused_without_any_model()
    {
        ToastBuilder builder = new ToastBuilder().AddStore("main", new Small());

        var error = Assert.Throws<StorageValidationException>(() => builder.Build());

        Assert.Equal(ErrorCodes.InvalidConfiguration, error.Code);
        Assert.Contains("at most 1000 bytes", error.Message, StringComparison.Ordinal);
    }

    private sealed class Small() : StorageBackend(StorageUrl.Parse("small://"))
    {
        public override long MaxRecordBytes => 1000;

        public override Task ConnectAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public override Task DisconnectAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public override Task SaveAsync(StoredRecord record, CancellationToken cancellationToken) => Task.CompletedTask;

        public override Task<StoredRecord?> LoadAsync(RecordKey key, CancellationToken cancellationToken) => Task.FromResult<StoredRecord?>(null);
    }
}

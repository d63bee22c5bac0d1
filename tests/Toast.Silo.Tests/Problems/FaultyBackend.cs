namespace Toast.Silo.Tests.Problems;

/// <summary>A store that fails with whatever the test asks for. Its messages hold what must never leave the server.</summary>
internal sealed class FaultyBackend(StorageUrl url, Func<Exception> failure) : StorageBackend(url), ISupportsProbe
{
    public const string Planted = "Host=db.internal;Password=hunter2";

    public override Task ConnectAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public override Task DisconnectAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public override Task SaveAsync(StoredRecord record, CancellationToken cancellationToken) => throw failure();

    public override Task<StoredRecord?> LoadAsync(RecordKey key, CancellationToken cancellationToken) => throw failure();

    public Task ProbeAsync(CancellationToken cancellationToken) => throw failure();
}

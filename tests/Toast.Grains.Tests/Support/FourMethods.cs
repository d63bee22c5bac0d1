namespace Toast.Grains.Tests.Support;

/// <summary>A backend that can do no more than it must.</summary>
internal sealed class FourMethods() : StorageBackend(StorageUrl.Parse("memory://"))
{
    private readonly MemoryBackend inner = new(StorageUrl.Parse("memory://"));

    public override Task ConnectAsync(CancellationToken cancellationToken) => inner.ConnectAsync(cancellationToken);

    public override Task DisconnectAsync(CancellationToken cancellationToken) => inner.DisconnectAsync(cancellationToken);

    public override Task SaveAsync(StoredRecord record, CancellationToken cancellationToken) => inner.SaveAsync(record, cancellationToken);

    public override Task<StoredRecord?> LoadAsync(RecordKey key, CancellationToken cancellationToken) => inner.LoadAsync(key, cancellationToken);
}

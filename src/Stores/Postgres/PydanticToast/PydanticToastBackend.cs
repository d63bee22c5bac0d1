namespace Toast.Postgres;
internal sealed class PydanticToastBackend(StorageUrl url, PostgresSettings settings) : StorageBackend(url)
{
    public override Task ConnectAsync(CancellationToken cancellationToken) => throw new NotSupportedException(settings.ToString());
    public override Task DisconnectAsync(CancellationToken cancellationToken) => throw new NotSupportedException();
    public override Task SaveAsync(StoredRecord record, CancellationToken cancellationToken) => throw new NotSupportedException();
    public override Task<StoredRecord?> LoadAsync(RecordKey key, CancellationToken cancellationToken) => throw new NotSupportedException();
}

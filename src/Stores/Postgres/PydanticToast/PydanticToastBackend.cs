namespace Toast.Postgres;

/// <summary>
/// Shares the table of the Python library pydantic-toast. A record keeps no write id, so that a write whose outcome is unknown is not sent again; nor an
/// expiry. See docs/stores/postgresql.md.
/// </summary>
internal sealed class PydanticToastBackend
    : StorageBackend, ISupportsConditionalSave, ISupportsWholeBatches, ISupportsDelete, ISupportsListing, ISupportsCounting, ISupportsInfo, ISupportsProbe
{
    private readonly PostgresPlace place;
    private readonly TableName table;
    private Writer? writer;
    private Reader? reader;

    public PydanticToastBackend(StorageUrl url, PostgresSettings settings)
        : base(url)
    {
        table = settings.Table;
        place = new PostgresPlace(url, settings, null, new PydanticToastTable(table, settings.Gin));
    }

    /// <inheritdoc/>
    public override long MaxRecordBytes => PostgresDefaults.MaxRecordBytes;

    /// <inheritdoc/>
    public int MaxConcurrentBatches => place.MaxConcurrentBatches;

    public int MaxConcurrentWholeBatches => place.MaxConcurrentWholeBatches;

    /// <inheritdoc/>
    public bool RecognisesRepeats => false;

    private Writer Writer => writer ?? throw PostgresPlace.NotConnected();

    private Reader Reader => reader ?? throw PostgresPlace.NotConnected();

    public override async Task ConnectAsync(CancellationToken cancellationToken)
    {
        Connections connections = await place.ConnectAsync(cancellationToken).ConfigureAwait(false);
        RecordSql sql = PydanticToastSql.For(table, place.Key);
        writer = new Writer(sql, connections, recognisesRepeats: false);
        reader = new Reader(sql, connections);
    }

    public override Task DisconnectAsync(CancellationToken cancellationToken)
    {
        (writer, reader) = (null, null);
        return place.DisconnectAsync();
    }

    public override Task SaveAsync(StoredRecord record, CancellationToken cancellationToken) =>
        Refusal(record.Key, record.Data, record.Expires is not null) is { } refusal
            ? Task.FromException(refusal)
            : Writer.StoreAsync(record, cancellationToken);

    public Task<SaveResult> SaveAsync(SaveRequest request, CancellationToken cancellationToken) =>
        Refusal(request) is { } refusal ? Task.FromException<SaveResult>(refusal) : Writer.SaveAsync(request, cancellationToken);

    public async Task<IReadOnlyList<SaveResult>> SaveManyAsync(IReadOnlyList<SaveRequest> requests, CancellationToken cancellationToken)
    {
        ExternalStorageException?[] refusals = [.. requests.Select(Refusal)];
        SaveRequest[] fit = [.. requests.Where((_, i) => refusals[i] is null)];
        IReadOnlyDictionary<RecordKey, SaveResult> saved = await new WriteOnce(Writer).SaveAsync(fit, cancellationToken).ConfigureAwait(false);
        return [.. requests.Select((request, i) => refusals[i] is { } refusal ? SaveResult.Failed(refusal) : saved[request.Key])];
    }

    public override Task<StoredRecord?> LoadAsync(RecordKey key, CancellationToken cancellationToken) => Reader.LoadAsync(key, cancellationToken);

    public Task<IReadOnlyList<StoredRecord?>> LoadManyAsync(IReadOnlyList<RecordKey> keys, CancellationToken cancellationToken) =>
        Reader.LoadManyAsync(keys, cancellationToken);

    public Task<RecordInfo?> GetInfoAsync(RecordKey key, CancellationToken cancellationToken) => Reader.GetInfoAsync(key, cancellationToken);

    public Task<DeleteResult> DeleteAsync(DeleteRequest request, CancellationToken cancellationToken) => Writer.DeleteAsync(request, cancellationToken);

    public Task<IReadOnlyList<ListedRecord>> ListAsync(ListRequest request, CancellationToken cancellationToken) =>
        Reader.ListAsync(request, cancellationToken);

    public Task<RecordCounts> CountAsync(CancellationToken cancellationToken) => Reader.CountAsync(cancellationToken);

    public Task ProbeAsync(CancellationToken cancellationToken) => Reader.ProbeAsync(cancellationToken);

    private ExternalStorageException? Refusal(SaveRequest request) => Refusal(request.Key, request.Data, request.TimeToLive is not null);

    /// <summary>Python would not understand the other spelling that Toast's own layout has for such values.</summary>
    private ExternalStorageException? Refusal(RecordKey key, ReadOnlyMemory<byte> data, bool expires) =>
        expires ? place.Failures.NoPlace(key, "a time to live")
        : JsonbText.TryEscape(data, out _) ? place.Failures.Unstorable(key)
        : null;
}

using System.Collections.Concurrent;

[assembly: Toast.StorageBackend("memory", typeof(Toast.MemoryBackend))]

namespace Toast;

/// <summary>
/// Keeps records in the memory of this process, for tests and for data that may be lost. <c>memory://name</c> is one place a process: every
/// backend of that name sees the same records, which stay until the process ends. <c>memory://</c> belongs to its backend alone.
/// </summary>
/// <remarks>
/// It has every capability. Records are copied on the way in and immutable afterwards, so that nothing a caller changes reaches what is
/// stored. Expired records are never seen, and leave memory within a minute.
/// </remarks>
public sealed class MemoryBackend
    : StorageBackend, ISupportsConditionalSave, ISupportsBatch, ISupportsDelete, ISupportsListing, ISupportsCounting, ISupportsInfo, ISupportsExpiry,
        ISupportsProbe
{
    private static readonly ConcurrentDictionary<string, MemoryPlace> NamedPlaces = new(StringComparer.Ordinal);

    private readonly MemoryPlace place;
    private readonly TimeProvider time;

    /// <summary>Opens a place in memory. The name is compared with case.</summary>
    /// <param name="url"><c>memory://name</c>, or <c>memory://</c> for a place of its own.</param>
    /// <param name="time">Gives created, updated and expiry times; null for the system clock.</param>
    /// <exception cref="StorageValidationException">
    /// The URL has a port, a user, a path or options (<see cref="ErrorCodes.InvalidConfiguration"/>).
    /// </exception>
    public MemoryBackend(StorageUrl url, TimeProvider? time = null)
        : base(url)
    {
        ArgumentNullException.ThrowIfNull(url);
        if (url.Hosts.Count > 1 || url.Credential is not null || url.Path is not ("" or "/") || url.OptionNames.Any()
            || (url.Hosts is [{ Port: not null }]))
        {
            throw new StorageValidationException(
                ErrorCodes.InvalidConfiguration,
                $"The storage URL {url} cannot be used: a memory store has a name and nothing else. "
                + "Write memory://name, or memory:// alone.")
            {
                Store = url.ToString(),
            };
        }

        this.time = time ?? TimeProvider.System;
        place = url.Hosts is [{ Name: { } name }] ? NamedPlaces.GetOrAdd(name, static _ => new MemoryPlace()) : new MemoryPlace();
    }

    /// <inheritdoc/>
    public TimeSpan? SweepInterval => TimeSpan.FromMinutes(1);

    /// <summary>One for each processor: nothing is waited for.</summary>
    /// <value><see cref="Environment.ProcessorCount"/>.</value>
    public int MaxConcurrentBatches => Environment.ProcessorCount;

    /// <inheritdoc/>
    public override Task ConnectAsync(CancellationToken cancellationToken) => Done(cancellationToken);

    /// <inheritdoc/>
    public override Task DisconnectAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public override Task SaveAsync(StoredRecord record, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(record);
        if (!cancellationToken.IsCancellationRequested)
        {
            place.Replace(record with { Data = record.Data.ToArray() });
        }

        return Done(cancellationToken);
    }

    /// <inheritdoc/>
    public Task<SaveResult> SaveAsync(SaveRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        return cancellationToken.IsCancellationRequested
            ? Task.FromCanceled<SaveResult>(cancellationToken)
            : Task.FromResult(place.Save(request, time.GetUtcNow()));
    }

    /// <inheritdoc/>
    public override Task<StoredRecord?> LoadAsync(RecordKey key, CancellationToken cancellationToken) =>
        cancellationToken.IsCancellationRequested
            ? Task.FromCanceled<StoredRecord?>(cancellationToken)
            : Task.FromResult(place.Load(key, time.GetUtcNow()));

    /// <inheritdoc/>
    public Task<RecordInfo?> GetInfoAsync(RecordKey key, CancellationToken cancellationToken) =>
        cancellationToken.IsCancellationRequested
            ? Task.FromCanceled<RecordInfo?>(cancellationToken)
            : Task.FromResult(place.Load(key, time.GetUtcNow())?.Info);

    /// <inheritdoc/>
    public Task<IReadOnlyList<SaveResult>> SaveManyAsync(IReadOnlyList<SaveRequest> requests, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(requests);
        if (cancellationToken.IsCancellationRequested)
        {
            return Task.FromCanceled<IReadOnlyList<SaveResult>>(cancellationToken);
        }

        DateTimeOffset now = time.GetUtcNow();
        var results = new SaveResult[requests.Count];
        for (int i = 0; i < results.Length; i++)
        {
            results[i] = place.Save(requests[i], now);
        }

        return Task.FromResult<IReadOnlyList<SaveResult>>(results);
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<StoredRecord?>> LoadManyAsync(IReadOnlyList<RecordKey> keys, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(keys);
        if (cancellationToken.IsCancellationRequested)
        {
            return Task.FromCanceled<IReadOnlyList<StoredRecord?>>(cancellationToken);
        }

        DateTimeOffset now = time.GetUtcNow();
        var records = new StoredRecord?[keys.Count];
        for (int i = 0; i < records.Length; i++)
        {
            records[i] = place.Load(keys[i], now);
        }

        return Task.FromResult<IReadOnlyList<StoredRecord?>>(records);
    }

    /// <inheritdoc/>
    public Task<DeleteResult> DeleteAsync(DeleteRequest request, CancellationToken cancellationToken) =>
        cancellationToken.IsCancellationRequested
            ? Task.FromCanceled<DeleteResult>(cancellationToken)
            : Task.FromResult(place.Delete(request, time.GetUtcNow()));

    /// <inheritdoc/>
    public Task<IReadOnlyList<ListedRecord>> ListAsync(ListRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        return cancellationToken.IsCancellationRequested
            ? Task.FromCanceled<IReadOnlyList<ListedRecord>>(cancellationToken)
            : Task.FromResult<IReadOnlyList<ListedRecord>>(place.List(request, time.GetUtcNow()));
    }

    /// <inheritdoc/>
    public Task<RecordCounts> CountAsync(CancellationToken cancellationToken) =>
        cancellationToken.IsCancellationRequested ? Task.FromCanceled<RecordCounts>(cancellationToken) : Task.FromResult(place.Count());

    /// <inheritdoc/>
    public Task<int> SweepAsync(CancellationToken cancellationToken) =>
        cancellationToken.IsCancellationRequested
            ? Task.FromCanceled<int>(cancellationToken)
            : Task.FromResult(place.Sweep(time.GetUtcNow()));

    /// <inheritdoc/>
    public Task ProbeAsync(CancellationToken cancellationToken) => Done(cancellationToken);

    private static Task Done(CancellationToken cancellationToken) =>
        cancellationToken.IsCancellationRequested ? Task.FromCanceled(cancellationToken) : Task.CompletedTask;
}

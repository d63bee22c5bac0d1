[assembly: Toast.StorageBackend("file", typeof(Toast.FileBackend))]

namespace Toast;

/// <summary>
/// Keeps each record as a readable JSON file: <c>file:///folder</c> holds <c>class/xx/id.json</c>. For one host: several processes may use
/// one folder at the same time, network file systems are not supported.
/// </summary>
/// <remarks>
/// A write is acknowledged when the file and its name are on the disk. Files are readable by their owner only, and links inside the folder
/// are not followed. The folder is made at the first connect; one that vanishes later is <see cref="ErrorCodes.StoreMissing"/> until it is
/// back. It has every capability; expired records are never seen, and leave the disk within three minutes. A listing passes over files that
/// cannot be read; loading one is <see cref="ErrorCodes.CorruptRecord"/>, and a delete without expected version removes it.
/// </remarks>
public sealed class FileBackend
    : StorageBackend, ISupportsConditionalSave, ISupportsBatch, ISupportsDelete, ISupportsListing, ISupportsCounting, ISupportsExpiry, ISupportsProbe
{
    /// <summary>How many threads wait for the disk at the same time.</summary>
    private const int Threads = 8;

    private readonly TimeProvider time;
    private readonly FolderLayout layout;
    private readonly FilePlace place;
    private readonly RecordFiles files;
    private readonly RecordWriter writer;
    private readonly FileListing listing;
    private readonly ExpiryIndex expiry;
    private FileWorkers? workers;

    /// <summary>Names a folder; nothing is read or written until the first connect.</summary>
    /// <param name="url"><c>file:///folder</c> with an absolute path, <c>file:///C:/folder</c> on Windows.</param>
    /// <param name="time">Gives created, updated and expiry times; null for the system clock.</param>
    /// <exception cref="StorageValidationException">
    /// The URL names a server, a user or options, or no folder (<see cref="ErrorCodes.InvalidConfiguration"/>).
    /// </exception>
    public FileBackend(StorageUrl url, TimeProvider? time = null)
        : base(url)
    {
        ArgumentNullException.ThrowIfNull(url);
        this.time = time ?? TimeProvider.System;
        layout = new FolderLayout(FileUrl.FolderOf(url));
        files = new RecordFiles(url, layout);
        expiry = new ExpiryIndex(layout);
        var locks = new StripeLocks(layout);
        place = new FilePlace(url, layout, locks);
        writer = new RecordWriter(url, layout, place, files, locks, expiry);
        listing = new FileListing(layout, files);
    }

    /// <inheritdoc/>
    public TimeSpan? SweepInterval => TimeSpan.FromMinutes(1);

    /// <summary>Several, so that the next batch is written while the disk still makes the last one durable.</summary>
    /// <value>4.</value>
    public int MaxConcurrentBatches => 4;

    /// <inheritdoc/>
    public override Task ConnectAsync(CancellationToken cancellationToken)
    {
        workers ??= new FileWorkers(Threads);
        return RunAsync(null, () => Done(place.Connect), cancellationToken);
    }

    /// <inheritdoc/>
    public override Task DisconnectAsync(CancellationToken cancellationToken)
    {
        Interlocked.Exchange(ref workers, null)?.Dispose();
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public override Task SaveAsync(StoredRecord record, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(record);
        return RunAsync(record.Key, () => Done(() => writer.Replace(record, cancellationToken)), cancellationToken);
    }

    /// <inheritdoc/>
    public async Task<SaveResult> SaveAsync(SaveRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        var results = new SaveResult[1];
        await SaveStripeAsync([request], [0], results, cancellationToken).ConfigureAwait(false);
        return results[0].Error is { } error ? throw error : results[0];
    }

    /// <inheritdoc/>
    public override Task<StoredRecord?> LoadAsync(RecordKey key, CancellationToken cancellationToken) =>
        RunAsync(key, () => LoadLive(key), cancellationToken);

    /// <inheritdoc/>
    public async Task<IReadOnlyList<SaveResult>> SaveManyAsync(IReadOnlyList<SaveRequest> requests, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(requests);
        var results = new SaveResult[requests.Count];
        await Task.WhenAll(Enumerable.Range(0, requests.Count)
            .GroupBy(index => RecordPlace.StripeOf(requests[index].Key.Id))
            .Select(stripe => SaveStripeAsync(requests, [.. stripe], results, cancellationToken))).ConfigureAwait(false);
        await RepeatCrowdedOutAsync(requests, results, cancellationToken).ConfigureAwait(false);
        return results;
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<StoredRecord?>> LoadManyAsync(IReadOnlyList<RecordKey> keys, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(keys);
        return await Task.WhenAll(keys.Select(key => LoadAsync(key, cancellationToken))).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public Task<DeleteResult> DeleteAsync(DeleteRequest request, CancellationToken cancellationToken) =>
        RunAsync(request.Key, () => writer.Delete(request, time.GetUtcNow(), cancellationToken), cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyList<ListedRecord>> ListAsync(ListRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        return RunAsync<IReadOnlyList<ListedRecord>>(null, () => List(request, cancellationToken), cancellationToken);
    }

    /// <summary>Counts the files of each class; what a file holds is not looked at.</summary>
    /// <inheritdoc path="/param"/>
    /// <inheritdoc path="/returns"/>
    public Task<RecordCounts> CountAsync(CancellationToken cancellationToken) => RunAsync(null, () => Count(cancellationToken), cancellationToken);

    /// <inheritdoc/>
    public Task<int> SweepAsync(CancellationToken cancellationToken) => RunAsync(null, () => Sweep(cancellationToken), cancellationToken);

    /// <inheritdoc/>
    public Task ProbeAsync(CancellationToken cancellationToken) => RunAsync(null, () => Done(place.EnsureThere), cancellationToken);

    private static bool Done(Action work)
    {
        work();
        return true;
    }

    private Task<bool> SaveStripeAsync(
        IReadOnlyList<SaveRequest> requests, IReadOnlyList<int> mine, SaveResult[] results, CancellationToken cancellationToken) =>
        RunAsync(
            mine.Count == 1 ? requests[mine[0]].Key : null,
            () => Done(() => writer.Save(requests, mine, results, time.GetUtcNow(), cancellationToken)),
            cancellationToken);

    private StoredRecord? LoadLive(RecordKey key)
    {
        StoredRecord? record = files.Read(key);
        if (record is null)
        {
            place.EnsureThere();
        }

        return RecordRules.IsLive(record, time.GetUtcNow()) ? record : null;
    }

    private List<ListedRecord> List(ListRequest request, CancellationToken cancellationToken)
    {
        place.EnsureThere();
        return listing.List(request, time.GetUtcNow(), cancellationToken);
    }

    private RecordCounts Count(CancellationToken cancellationToken)
    {
        place.EnsureThere();
        return new RecordCounts(listing.Count(cancellationToken));
    }

    private int Sweep(CancellationToken cancellationToken)
    {
        place.EnsureThere();
        int removed = 0;
        DateTimeOffset now = time.GetUtcNow();
        foreach ((RecordPlace target, string entry) in expiry.Due(now))
        {
            removed += writer.RemoveExpired(target, entry, now, cancellationToken) ? 1 : 0;
        }

        return removed;
    }

    private async Task<T> RunAsync<T>(RecordKey? key, Func<T> work, CancellationToken cancellationToken)
    {
        FileWorkers threads = workers ?? throw new ObjectDisposedException(nameof(FileBackend), $"The store {Url} is not connected.");
        try
        {
            return await threads.RunAsync(work, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (FileErrors.IsFileError(e))
        {
            throw FileErrors.Translate(Url, key, e);
        }
    }

    /// <summary>
    /// While a record that is too large for the disk was being written, the disk was full for the others of its batch too. Its part file is gone now,
    /// so each of them is tried once more, alone.
    /// </summary>
    private async Task RepeatCrowdedOutAsync(IReadOnlyList<SaveRequest> requests, SaveResult[] results, CancellationToken cancellationToken)
    {
        for (int i = 0; i < results.Length && results.Length > 1; i++)
        {
            if (results[i] is { Status: SaveStatus.Failed, Error.Code: ErrorCodes.StorageFull })
            {
                await SaveStripeAsync(requests, [i], results, cancellationToken).ConfigureAwait(false);
            }
        }
    }
}

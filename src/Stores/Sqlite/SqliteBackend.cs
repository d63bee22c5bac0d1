[assembly: Toast.StorageBackend("sqlite", typeof(Toast.Sqlite.SqliteBackend))]

namespace Toast.Sqlite;

/// <summary>
/// Keeps records in one SQLite file: <c>sqlite:///relative/path.db</c> or <c>sqlite:////absolute/path.db</c>. A save has reached the disk when
/// its task ends. Several processes of one host may share a file. See docs/stores/sqlite.md.
/// </summary>
/// <remarks>
/// Options: <c>create=false</c> leaves a missing file or table missing; <c>synchronous=normal</c> gives up the latest saves on a power cut (not
/// on a crash of the process) for speed; <c>busy_timeout</c> is how many milliseconds one operation waits for another process's lock. A
/// relative path counts from the working directory at construction. Safe for concurrent use. SQLite's calls block, so they run on threads of
/// their own: one that writes and a few that read.
/// </remarks>
public sealed class SqliteBackend
    : StorageBackend, ISupportsConditionalSave, ISupportsBatch, ISupportsDelete, ISupportsListing, ISupportsCounting, ISupportsInfo, ISupportsExpiry,
        ISupportsProbe
{
    private const int FewestReaders = 2;
    private const int MostReaders = 4;

    private readonly SqliteSettings settings;
    private readonly TimeProvider clock;
    private Connections? connections;

    /// <summary>Checks the URL; does no I/O. Times come from the system clock.</summary>
    /// <param name="url">A <c>sqlite:///</c> URL.</param>
    /// <exception cref="StorageValidationException">
    /// The URL has a host, a user, no file, or an unknown option or option value (<see cref="ErrorCodes.InvalidConfiguration"/>).
    /// </exception>
    public SqliteBackend(StorageUrl url)
        : this(url, TimeProvider.System)
    {
    }

    /// <summary>Checks the URL; does no I/O.</summary>
    /// <param name="url">A <c>sqlite:///</c> URL.</param>
    /// <param name="clock">Where created, updated and expiry times come from.</param>
    /// <exception cref="StorageValidationException">
    /// The URL has a host, a user, no file, or an unknown option or option value (<see cref="ErrorCodes.InvalidConfiguration"/>).
    /// </exception>
    public SqliteBackend(StorageUrl url, TimeProvider clock)
        : base(url)
    {
        ArgumentNullException.ThrowIfNull(url);
        ArgumentNullException.ThrowIfNull(clock);
        settings = SqliteSettings.Read(url);
        this.clock = clock;
    }

    /// <summary>The SQL that makes an empty file a store, for those who prepare files themselves and set <c>create=false</c>.</summary>
    public static string SchemaSql => string.Join(";\n", RecordTable.Statements) + ";\n";

    /// <inheritdoc/>
    public TimeSpan? SweepInterval => SqliteDefaults.SweepInterval;

    /// <summary>Opens the file; makes it, its folder and its table if they are missing, unless the URL says <c>create=false</c>.</summary>
    /// <inheritdoc path="/param"/>
    /// <inheritdoc path="/returns"/>
    public override async Task ConnectAsync(CancellationToken cancellationToken)
    {
        bool isNew = connections is null;
        Connections opened = connections ??= Connect();
        try
        {
            await opened.Writing.RunAsync(0, null, static (_, _) => true, cancellationToken).ConfigureAwait(false);
        }
        catch when (isNew)
        {
            connections = null;
            opened.Busy.GiveUp();
            await opened.CloseAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Finishes what was asked for, puts the write-ahead log into the file and closes it.</summary>
    /// <inheritdoc path="/param"/>
    /// <inheritdoc path="/returns"/>
    public override async Task DisconnectAsync(CancellationToken cancellationToken)
    {
        if (connections is { } open)
        {
            connections = null;
            using CancellationTokenRegistration hurry =
                cancellationToken.UnsafeRegister(static busy => ((BusyWait)busy!).GiveUp(), open.Busy);
            await open.CloseAsync().WaitAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    /// <inheritdoc/>
    public override Task SaveAsync(StoredRecord record, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(record);
        return Open().Writing.RunAsync(record, record.Key, static (writer, record) => writer.Store(record), cancellationToken);
    }

    /// <inheritdoc/>
    public Task<SaveResult> SaveAsync(SaveRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        return Open().Writing.RunAsync(request, request.Key, static (writer, request) => writer.Save(request), cancellationToken);
    }

    /// <summary>Writes records in one transaction: after a crash either all of them are there or none.</summary>
    /// <inheritdoc path="/param"/>
    /// <inheritdoc path="/returns"/>
    public Task<IReadOnlyList<SaveResult>> SaveManyAsync(IReadOnlyList<SaveRequest> requests, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(requests);
        return Open().Writing.RunAsync(requests, null, static (writer, requests) => writer.SaveMany(requests), cancellationToken);
    }

    /// <inheritdoc/>
    public override Task<StoredRecord?> LoadAsync(RecordKey key, CancellationToken cancellationToken) =>
        Open().Reading.RunAsync(key, key, static (reader, key) => reader.Load(key), cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyList<StoredRecord?>> LoadManyAsync(IReadOnlyList<RecordKey> keys, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(keys);
        return Open().Reading.RunAsync(keys, null, static (reader, keys) => reader.LoadMany(keys), cancellationToken);
    }

    /// <inheritdoc/>
    public Task<RecordInfo?> GetInfoAsync(RecordKey key, CancellationToken cancellationToken) =>
        Open().Reading.RunAsync(key, key, static (reader, key) => reader.GetInfo(key), cancellationToken);

    /// <inheritdoc/>
    public Task<DeleteResult> DeleteAsync(DeleteRequest request, CancellationToken cancellationToken) =>
        Open().Writing.RunAsync(request, request.Key, static (writer, request) => writer.Delete(request), cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyList<ListedRecord>> ListAsync(ListRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        return Open().Reading.RunAsync(request, null, static (reader, request) => reader.List(request), cancellationToken);
    }

    /// <summary>Counts along the key, a part at a time, so that other reads go in between.</summary>
    /// <inheritdoc path="/param"/>
    /// <inheritdoc path="/returns"/>
    public async Task<RecordCounts> CountAsync(CancellationToken cancellationToken)
    {
        var counts = new List<ClassCount>();
        var at = new CountPosition("", "", 0);
        while (await Open().Reading.RunAsync(at, null, static (reader, at) => reader.CountOn(at), cancellationToken).ConfigureAwait(false) is { } next)
        {
            if (next.ClassName == at.ClassName)
            {
                counts[^1] = new ClassCount(next.ClassName, counts[^1].Records + next.Counted);
            }
            else
            {
                counts.Add(new ClassCount(next.ClassName, next.Counted));
            }

            at = next;
        }

        return new RecordCounts(counts);
    }

    /// <inheritdoc/>
    public async Task<int> SweepAsync(CancellationToken cancellationToken)
    {
        int removed = 0;
        bool mayBeMore = true;
        while (mayBeMore)
        {
            (int now, mayBeMore) = await Open().Writing
                .RunAsync(0, null, static (writer, _) => writer.Sweep(), cancellationToken).ConfigureAwait(false);
            removed += now;
        }

        return removed;
    }

    /// <inheritdoc/>
    public Task ProbeAsync(CancellationToken cancellationToken) =>
        Open().Reading.RunAsync(0, null, static (reader, _) => reader.Probe(), cancellationToken);

    private Connections Connect()
    {
        var file = new StoreFile(settings.Path);
        var opener = new StoreOpener(settings, file, new BusyWait(settings.BusyTimeout), new Failures(Url, file));
        int readers = Math.Clamp(Environment.ProcessorCount, FewestReaders, MostReaders);
        return new Connections(
            new SessionThreads<Writer>("Toast SQLite writer", 1, () => new Writer(opener, clock)),
            new SessionThreads<Reader>("Toast SQLite reader", readers, () => new Reader(opener, clock)),
            opener.Busy);
    }

    private Connections Open() =>
        connections ?? throw new InvalidOperationException($"The store {Url} is not connected. Call ConnectAsync first.");

    private sealed record Connections(SessionThreads<Writer> Writing, SessionThreads<Reader> Reading, BusyWait Busy)
    {
        // The writer closes last: the last connection to close puts the log into the file and removes it.
        public async Task CloseAsync()
        {
            await Reading.CloseAsync().ConfigureAwait(false);
            await Writing.CloseAsync().ConfigureAwait(false);
        }
    }
}

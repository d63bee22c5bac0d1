namespace Toast.Core.Tests.Engine;

/// <summary>A memory backend whose writes and reads a test can hold up, fail before, or fail after they happened.</summary>
internal sealed class HookedBackend()
    : StorageBackend(StorageUrl.Parse("memory://")), ISupportsConditionalSave, ISupportsWholeBatches, ISupportsDelete, ISupportsProbe
{
    private readonly MemoryBackend inner = new(StorageUrl.Parse("memory://"), TimeProvider.System);
    private int writes;
    private int reads;
    private int deletes;

    /// <summary>Runs before each write reaches the store, with the number of the write operation, from 1.</summary>
    public Func<int, IReadOnlyList<SaveRequest>, Task> BeforeWrite { get; set; } = (_, _) => Task.CompletedTask;

    /// <summary>Runs after each write reached the store.</summary>
    public Func<int, Task> AfterWrite { get; set; } = _ => Task.CompletedTask;

    public Func<int, Task> BeforeRead { get; set; } = _ => Task.CompletedTask;

    /// <summary>Runs before each delete, with its number, from 1.</summary>
    public Func<int, Task> BeforeDelete { get; set; } = _ => Task.CompletedTask;

    public Func<Task> OnDisconnect { get; set; } = () => Task.CompletedTask;

    public Func<Task> OnConnect { get; set; } = () => Task.CompletedTask;

    public int MaxConcurrentBatches { get; init; } = 1;

    public int MaxConcurrentWholeBatches { get; init; } = 1;

    /// <summary>How many write operations reached the backend; a batch counts one.</summary>
    public int Writes => writes;

    public int Reads => reads;

    public int Deletes => deletes;

    public int Connects { get; private set; }

    public bool IsClosed { get; private set; }

    /// <summary>The records themselves, for another writer.</summary>
    public MemoryBackend Inner => inner;

    /// <summary>Holds the first write up until the result is set.</summary>
    public TaskCompletionSource HoldFirstWrite()
    {
        var gate = new TaskCompletionSource();
        BeforeWrite = (number, _) => number == 1 ? gate.Task : Task.CompletedTask;
        return gate;
    }

    public override async Task ConnectAsync(CancellationToken cancellationToken)
    {
        Connects++;
        await OnConnect();
        await inner.ConnectAsync(cancellationToken);
    }

    public override async Task DisconnectAsync(CancellationToken cancellationToken)
    {
        IsClosed = true;
        await OnDisconnect();
        await inner.DisconnectAsync(cancellationToken);
    }

    public override Task SaveAsync(StoredRecord record, CancellationToken cancellationToken) => inner.SaveAsync(record, cancellationToken);

    public override async Task<StoredRecord?> LoadAsync(RecordKey key, CancellationToken cancellationToken)
    {
        await BeforeRead(Interlocked.Increment(ref reads));
        return await inner.LoadAsync(key, cancellationToken);
    }

    public async Task<SaveResult> SaveAsync(SaveRequest request, CancellationToken cancellationToken) =>
        (await SaveManyAsync([request], cancellationToken))[0];

    public async Task<IReadOnlyList<SaveResult>> SaveManyAsync(IReadOnlyList<SaveRequest> requests, CancellationToken cancellationToken)
    {
        int number = Interlocked.Increment(ref writes);
        await BeforeWrite(number, requests);
        var results = new List<SaveResult>();
        foreach (SaveRequest request in requests)
        {
            results.Add(await inner.SaveAsync(request, cancellationToken));
        }

        await AfterWrite(number);
        return results;
    }

    public async Task<IReadOnlyList<StoredRecord?>> LoadManyAsync(IReadOnlyList<RecordKey> keys, CancellationToken cancellationToken)
    {
        await BeforeRead(Interlocked.Increment(ref reads));
        return await inner.LoadManyAsync(keys, cancellationToken);
    }

    public async Task<DeleteResult> DeleteAsync(DeleteRequest request, CancellationToken cancellationToken)
    {
        await BeforeDelete(Interlocked.Increment(ref deletes));
        return await inner.DeleteAsync(request, cancellationToken);
    }

    public Task ProbeAsync(CancellationToken cancellationToken) => BeforeRead(0);
}

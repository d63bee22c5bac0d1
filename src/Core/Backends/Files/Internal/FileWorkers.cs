using System.Collections.Concurrent;

namespace Toast;

/// <summary>
/// The threads on which a file store waits for the disk. File systems have no asynchronous calls worth the name, and a thousand callers
/// must not each block a thread of the pool.
/// </summary>
internal sealed class FileWorkers : TaskScheduler, IDisposable
{
    private readonly BlockingCollection<Task> queue = [];

    public FileWorkers(int count)
    {
        MaximumConcurrencyLevel = count;
        for (int i = 1; i <= count; i++)
        {
            new Thread(Work) { IsBackground = true, Name = $"toast-file-{i}" }.Start();
        }
    }

    /// <inheritdoc/>
    public override int MaximumConcurrencyLevel { get; }

    /// <summary>Runs work on one of the threads.</summary>
    public Task<T> RunAsync<T>(Func<T> work, CancellationToken cancellationToken) =>
        Task.Factory.StartNew(work, cancellationToken, TaskCreationOptions.DenyChildAttach, this);

    /// <summary>Ends the threads once what was queued is done.</summary>
    public void Dispose() => queue.CompleteAdding();

    /// <inheritdoc/>
    protected override void QueueTask(Task task) => queue.Add(task);

    /// <inheritdoc/>
    protected override bool TryExecuteTaskInline(Task task, bool taskWasPreviouslyQueued) => false;

    /// <inheritdoc/>
    protected override IEnumerable<Task> GetScheduledTasks() => [.. queue];

    private void Work()
    {
        foreach (Task task in queue.GetConsumingEnumerable(CancellationToken.None))
        {
            TryExecuteTask(task);
        }
    }
}

namespace Toast;

/// <summary>
/// The locks under which records are written: one of a fixed number, by id. Each is a semaphore for the threads of this process and a file
/// opened for itself alone for the other processes of the host; the system lets go of the file when a process dies.
/// </summary>
internal sealed class StripeLocks(FolderLayout layout)
{
    public const int Count = 64;

    private const int FirstPauseMilliseconds = 1;
    private const int LongestPauseMilliseconds = 10;

    private readonly SemaphoreSlim[] threads = [.. Enumerable.Range(0, Count).Select(_ => new SemaphoreSlim(1, 1))];

    /// <summary>Takes a lock. Blocks the calling thread, which is one of the store's own.</summary>
    /// <param name="stripe">Which.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>Gives the lock back when disposed.</returns>
    public Held Enter(int stripe, CancellationToken cancellationToken)
    {
        threads[stripe].Wait(cancellationToken);
        try
        {
            int pause = FirstPauseMilliseconds;
            while (true)
            {
                if (TryOpen(stripe) is { } file)
                {
                    return new Held(file, threads[stripe]);
                }

                // There is no portable way to be told when another process lets go.
                cancellationToken.WaitHandle.WaitOne(pause);
                cancellationToken.ThrowIfCancellationRequested();
                pause = Math.Min(pause * 2, LongestPauseMilliseconds);
            }
        }
        catch
        {
            threads[stripe].Release();
            throw;
        }
    }

    /// <summary>Takes a lock if nobody has it.</summary>
    /// <returns>Gives the lock back when disposed; null if it is taken.</returns>
    public Held? TryEnter(int stripe)
    {
        if (!threads[stripe].Wait(0, CancellationToken.None))
        {
            return null;
        }

        FileStream? file = null;
        try
        {
            file = TryOpen(stripe);
        }
        finally
        {
            if (file is null)
            {
                threads[stripe].Release();
            }
        }

        return file is null ? null : new Held(file, threads[stripe]);
    }

    private FileStream? TryOpen(int stripe)
    {
        try
        {
            return PrivateFiles.Open(layout.LockFile(stripe), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException e) when (FileErrors.IsHeldByAnother(e))
        {
            return null;
        }
    }

    /// <summary>A lock that is held.</summary>
    internal sealed class Held(FileStream file, SemaphoreSlim thread) : IDisposable
    {
        /// <inheritdoc/>
        public void Dispose()
        {
            file.Dispose();
            thread.Release();
        }
    }
}

namespace Toast.AspNetCore;

/// <summary>
/// Asks the stores how they are, once for all who want to know at the same time: nobody needs a key to ask, and many askers must not become a load on the
/// stores. An answer is good for a second.
/// </summary>
internal sealed class StoreProbe(TimeProvider time)
{
    // One store that hangs must not make the answer late for the others.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(4);
    private static readonly TimeSpan Freshness = TimeSpan.FromSeconds(1);

    private readonly Lock gate = new();
    private Task<IReadOnlyList<StoreHealth>>? answer;
    private long asked;

    /// <exception cref="StorageConnectionException">The stores did not answer in time.</exception>
    public Task<IReadOnlyList<StoreHealth>> AskAsync(IToast toast)
    {
        lock (gate)
        {
            if (answer is null || (answer.IsCompleted && time.GetElapsedTime(asked) >= Freshness))
            {
                asked = time.GetTimestamp();
                answer = ProbeAsync(toast);
            }

            return answer;
        }
    }

    private async Task<IReadOnlyList<StoreHealth>> ProbeAsync(IToast toast)
    {
        // What a probe does before its first wait must not be done under the lock.
        await Task.Yield();
        using var timeout = new CancellationTokenSource(Patience, time);
        try
        {
            return await toast.ProbeAsync(timeout.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (timeout.IsCancellationRequested)
        {
            throw new StorageConnectionException(ErrorCodes.Timeout, "The stores did not answer the probe in time.");
        }
    }
}

namespace Toast.Engine;

/// <summary>Calls of the backend that are not flushes: connected before, tried again, bounded in time, counted until the store closes.</summary>
internal sealed class StoreCalls(StoreContext store)
{
    /// <summary>The calls that are on their way.</summary>
    public RunningOperations Running { get; } = new();

    /// <summary>Calls the backend.</summary>
    /// <param name="kind">What is called, and how it may be tried again.</param>
    /// <param name="records">How many records the call is about.</param>
    /// <param name="operation">The call.</param>
    /// <param name="state">What it gets.</param>
    /// <param name="key">The record, for messages, if there is one only.</param>
    /// <param name="budget">How long it may take, retries included.</param>
    /// <param name="origin">Who asked for it.</param>
    public async Task<TResult> RunAsync<TState, TResult>(
        CallKind kind,
        int records,
        Func<StorageBackend, TState, CancellationToken, Task<TResult>> operation,
        TState state,
        RecordKey? key,
        TimeSpan budget,
        CallOrigin origin)
    {
        ObjectDisposedException.ThrowIf(!Running.TryBegin(), typeof(IToast));

        // Bounded here, so that an operation whose callers all gave up does not stay behind for ever.
        CancellationTokenSource timeout = store.Timeouts.After(budget);
        StoreOperation observed = store.Telemetry.Begin(kind.Name, records, origin);
        try
        {
            TResult result = await kind.Retries.ExecuteAsync(
                static async (call, token) =>
                {
                    try
                    {
                        await call.store.Connection.EnsureAsync().WaitAsync(token).ConfigureAwait(false);
                        return await call.operation(call.store.Backend, call.state, token).ConfigureAwait(false);
                    }
                    catch (OperationCanceledException e) when (!token.IsCancellationRequested)
                    {
                        throw BackendFailure.GaveUp(e, call.store.Name, call.key, call.kind.Changes);
                    }
                    catch (Exception e) when (e is not OperationCanceledException)
                    {
                        throw BackendFailure.Describe(e, call.store.Name, call.key, call.store.Secrets);
                    }
                },
                (store, kind, operation, state, key),
                timeout.Token).ConfigureAwait(false);
            store.Succeeded(observed);
            return result;
        }
        catch (Exception e)
        {
            throw store.Failed(observed, e, timeout, key, budget, kind.Changes);
        }
        finally
        {
            Running.End();
            store.Timeouts.Return(timeout);
        }
    }

    /// <summary>Waits for a call no longer than its caller does.</summary>
    public async Task<TResult> BoundAsync<TResult>(
        Task<TResult> operation, CallKind kind, RecordKey? key, Deadline deadline, CancellationToken cancellationToken)
    {
        try
        {
            return await operation.WaitAsync(deadline.Remaining, store.Time, cancellationToken).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            if (operation.IsCompleted)
            {
                // The answer came in the last moment, and is the truth.
                return await operation.ConfigureAwait(false);
            }

            throw kind.Changes
                ? BackendFailure.TimedOut(store.Name, key, deadline.Total, sent: true)
                : BackendFailure.Unanswered(store.Name, key, deadline.Total);
        }
    }
}

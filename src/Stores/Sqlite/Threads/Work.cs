namespace Toast.Sqlite;

/// <summary>Something a thread does with its session for a caller who awaits it.</summary>
internal abstract class Work<TSession>(RecordKey? key) : ICancellable
    where TSession : Session
{
    private const int Queued = 0;
    private const int Started = 1;
    private const int Cancelled = 2;

    private int state;
    private volatile bool waitsForLock;

    /// <summary>True when the caller gave up before the work began.</summary>
    public bool IsCancelled => Volatile.Read(ref state) == Cancelled;

    /// <summary>The record the work is about, if it is one.</summary>
    protected RecordKey? Key { get; } = key;

    /// <summary>True when the thread is about to notice by itself that the caller gave up, and answers that the store is busy.</summary>
    protected bool IsBusy => waitsForLock;

    /// <inheritdoc/>
    public void WaitsForLock() => waitsForLock = true;

    /// <summary>Does the work in a transaction of the session and answers the caller. Never throws.</summary>
    public abstract void Run(TSession session);

    /// <summary>From here on the work is done as a whole; false when the caller has given up.</summary>
    protected bool TryStart() => Interlocked.CompareExchange(ref state, Started, Queued) == Queued;

    /// <summary>Gives up; false when the work has begun.</summary>
    protected bool TryCancel() => Interlocked.CompareExchange(ref state, Cancelled, Queued) == Queued;
}

/// <inheritdoc/>
internal sealed class Work<TSession, TState, TResult> : Work<TSession>
    where TSession : Session
{
    private readonly TState argument;
    private readonly Func<TSession, TState, TResult> body;
    private readonly TaskCompletionSource<TResult> answer = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly CancellationToken cancellationToken;
    private readonly CancellationTokenRegistration registration;

    public Work(TState argument, RecordKey? key, Func<TSession, TState, TResult> body, CancellationToken cancellationToken)
        : base(key)
    {
        this.argument = argument;
        this.body = body;
        this.cancellationToken = cancellationToken;
        registration = cancellationToken.UnsafeRegister(static work => ((Work<TSession, TState, TResult>)work!).Cancel(), this);
    }

    public Task<TResult> Answer => answer.Task;

    public override void Run(TSession session)
    {
        try
        {
            session.Begin(this);
            if (!TryStart())
            {
                session.Abandon();
                answer.TrySetCanceled(cancellationToken);
                return;
            }

            TResult result = body(session, argument);
            session.End();
            answer.TrySetResult(result);
        }
#pragma warning disable CA1031 // Whatever went wrong belongs to the caller who awaits the answer; the thread goes on with the next work.
        catch (Exception failure)
#pragma warning restore CA1031
        {
            answer.TrySetException(session.Fail(failure, Key));
        }
        finally
        {
            registration.Dispose();
        }
    }

    private void Cancel()
    {
        if (TryCancel() && !IsBusy)
        {
            answer.TrySetCanceled(cancellationToken);
        }
    }
}

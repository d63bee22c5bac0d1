using Microsoft.Extensions.Logging;

namespace Toast.Engine;

/// <summary>
/// Leaves a store alone for a while after it could not be reached several times in a row, so that callers hear of it at once instead of waiting for their
/// deadlines. After the pause one call goes through; its end decides.
/// </summary>
internal sealed class CircuitBreaker(EngineOptions options, TimeProvider time, string store, ILogger logger)
{
    private readonly Lock gate = new();
    private int failures;
    private bool open;
    private long openedAt;
    private long trialAt;
    private string lastCode = "";

    /// <summary>Refuses a call while the store is left alone, before anything is sent.</summary>
    /// <exception cref="StorageConnectionException">It is (<see cref="ErrorCodes.CircuitOpen"/>).</exception>
    public void Check(RecordKey? key)
    {
        if (Volatile.Read(ref open) && !TakeTrial())
        {
            throw Refusal(key);
        }
    }

    /// <summary>Refuses without letting a trial through: whoever asks sends nothing.</summary>
    /// <exception cref="StorageConnectionException">The store is left alone (<see cref="ErrorCodes.CircuitOpen"/>).</exception>
    public void RefuseWhileOpen()
    {
        if (Volatile.Read(ref open))
        {
            throw Refusal(null);
        }
    }

    /// <summary>The store answered, whatever its answer was.</summary>
    public void Succeeded()
    {
        if (Volatile.Read(ref failures) == 0)
        {
            return;
        }

        bool closed;
        lock (gate)
        {
            closed = open;
            failures = 0;
            Volatile.Write(ref open, false);
        }

        if (closed)
        {
            StoreTelemetry.CircuitChanged(store, "closed");
            Log.CircuitClosed(logger, store);
        }
    }

    /// <summary>An operation ended with a failure. Only those count that say that the store cannot be reached.</summary>
    public void Failed(Exception failure)
    {
        if (failure is not ExternalStorageException known)
        {
            return;
        }

        if (!Counts(known))
        {
            if (known is not StorageConnectionException)
            {
                // A conflict, a full disk, a damaged record: the store is there.
                Succeeded();
            }

            return;
        }

        bool opens = false;
        lock (gate)
        {
            failures++;
            lastCode = known.Code;
            if (!open && options.BreakerFailures > 0 && failures >= options.BreakerFailures)
            {
                opens = true;
                openedAt = trialAt = time.GetTimestamp();
                Volatile.Write(ref open, true);
            }
        }

        if (opens)
        {
            StoreTelemetry.CircuitChanged(store, "open");
            Log.CircuitOpened(logger, store, options.BreakerFailures, known.Code, options.BreakerPause.TotalSeconds);
        }
    }

    private static bool Counts(ExternalStorageException failure) =>
        failure is StorageConnectionException
        && failure.Code is ErrorCodes.Unreachable or ErrorCodes.Timeout or ErrorCodes.Dns or ErrorCodes.TlsFailed or ErrorCodes.AuthFailed;

    /// <summary>True for the one call that may find out whether the store is back.</summary>
    private bool TakeTrial()
    {
        lock (gate)
        {
            // Counted from the last trial's beginning, whatever became of it: one that hangs, or was given up by its caller, holds up no further one.
            if (open && time.GetElapsedTime(trialAt) < options.BreakerPause)
            {
                return false;
            }

            trialAt = time.GetTimestamp();
            return true;
        }
    }

    private StorageConnectionException Refusal(RecordKey? key)
    {
        TimeSpan elapsed;
        string code;
        lock (gate)
        {
            elapsed = time.GetElapsedTime(openedAt);
            code = lastCode;
        }

        return new StorageConnectionException(
            ErrorCodes.CircuitOpen,
            $"Store {store} is left alone since {elapsed.TotalSeconds:0.0} s ago, when {options.BreakerFailures} operations in a row had not reached it; the last failure was "
            + $"'{code}'. Nothing was sent{(key is { } known ? $" for record {known}" : "")}. Look into that failure; every {options.BreakerPause.TotalSeconds:0.###} s a call tries again.")
        {
            Store = store,
            ClassName = key?.ClassName,
            Id = key?.Id,
        };
    }
}

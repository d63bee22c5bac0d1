namespace Toast.Engine;

/// <summary>Counts operations that are on their way to a backend, so that closing can wait for the last one.</summary>
internal sealed class RunningOperations
{
    private readonly Lock gate = new();
    private TaskCompletionSource? drained;
    private int count;

    /// <summary>Begins an operation; false once closing has begun.</summary>
    public bool TryBegin()
    {
        lock (gate)
        {
            if (drained is not null)
            {
                return false;
            }

            count++;
            return true;
        }
    }

    public void End()
    {
        lock (gate)
        {
            if (--count == 0)
            {
                drained?.TrySetResult();
            }
        }
    }

    /// <summary>Lets no further operation begin, and ends when the last one has.</summary>
    public Task CloseAsync()
    {
        lock (gate)
        {
            drained ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            if (count == 0)
            {
                drained.TrySetResult();
            }

            return drained.Task;
        }
    }
}

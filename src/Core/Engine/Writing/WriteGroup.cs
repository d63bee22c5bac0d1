using System.Diagnostics;

namespace Toast.Engine;

/// <summary>Writes to one record that one store operation stands for, oldest first.</summary>
internal readonly struct WriteGroup
{
    private readonly PendingWrite oldest;

    public WriteGroup(RecordLine line, PendingWrite oldest)
    {
        Line = line;
        this.oldest = oldest;
        PendingWrite newest = oldest;
        int increment = oldest.Request.Increment;
        for (PendingWrite? write = oldest.Newer; write is not null; write = write.Newer)
        {
            newest = write;
            increment += write.Request.Increment;
        }

        Request = newest == oldest
            ? oldest.Request
            : newest.Request with { Condition = oldest.Request.Condition, Increment = increment, IsNewId = oldest.Request.IsNewId };
    }

    public RecordLine Line { get; }

    /// <summary>The span of the caller who came first, if anybody listens.</summary>
    public Activity? Origin => oldest.Origin;

    /// <summary>The group without the callers who gave up since it was taken, its writes marked as sent; null if nobody is left. Under the queue's lock.</summary>
    public WriteGroup? Send()
    {
        PendingWrite? living = RecordLine.Living(oldest);
        for (PendingWrite? write = living; write is not null; write = write.Newer)
        {
            write.Sent = true;
        }

        return living is null ? null : new WriteGroup(Line, living);
    }

    /// <summary>The one write that is sent: the newest data, the oldest condition, one version for each write.</summary>
    public SaveRequest Request { get; }

    /// <summary>How long the longest-waiting caller still has.</summary>
    public TimeSpan Remaining
    {
        get
        {
            TimeSpan longest = TimeSpan.Zero;
            for (PendingWrite? write = oldest; write is not null; write = write.Newer)
            {
                TimeSpan remaining = write.Deadline.Remaining;
                longest = remaining > longest ? remaining : longest;
            }

            return longest;
        }
    }

    /// <summary>The writes no longer wait. Under the queue's lock.</summary>
    /// <param name="limits">What counts those that wait.</param>
    /// <param name="sent">True if they go to the backend at once.</param>
    public void LeaveQueue(WriteLimits limits, bool sent)
    {
        for (PendingWrite? write = oldest; write is not null; write = write.Newer)
        {
            limits.Leave(write.Request);
            write.Sent = sent;
        }
    }

    /// <summary>Tells each caller how its write ended.</summary>
    public void End(SaveResult result, Exception? failure, string store)
    {
        if (failure is null)
        {
            Complete(result);
        }
        else
        {
            Fail(failure, store);
        }
    }

    /// <summary>Each write has a version of its own.</summary>
    private void Complete(SaveResult result)
    {
        long version = result.Version - Request.Increment;
        for (PendingWrite? write = oldest; write is not null; write = write.Newer)
        {
            version += write.Request.Increment;
            write.Complete(result.Status == SaveStatus.Saved ? result with { Version = version } : result);
        }
    }

    /// <summary>Tells each caller that nothing is known to be written. The failure may concern the whole flush; each caller hears of its own record.</summary>
    private void Fail(Exception failure, string store)
    {
        failure = failure is ExternalStorageException ? BackendFailure.Describe(failure, store, Request.Key) : failure;
        for (PendingWrite? write = oldest; write is not null; write = write.Newer)
        {
            write.Fail(failure);
        }
    }
}

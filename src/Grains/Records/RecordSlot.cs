using System.Diagnostics;
using Toast.Client.Wire;
using Toast.Engine;

namespace Toast.Grains.Records;

/// <summary>
/// One record in one store, as its grain carries it. All of it runs on the grain's turns, one at a time; between two awaits nothing else happens, except
/// where it says otherwise. Writes go to the store one after the other, those that wait for each other as one; loads pass them.
/// </summary>
#pragma warning disable CA1001 // The semaphore is never asked for its wait handle, so there is nothing to dispose, and a grain has no end that is certain.
internal sealed class RecordSlot
#pragma warning restore CA1001
{
    /// <summary>A grain that nobody calls leaves; so now and then what could be shown has to be asked of it.</summary>
    private static readonly TimeSpan Unattended = TimeSpan.FromSeconds(30);

    private readonly RecordKey key;
    private readonly RecordHome home;
    private readonly TimeProvider time;
    private readonly WarmMemory memory;
    private readonly RecordReads reads;
    private readonly RecordWriter writer;
    private readonly RecordLine line;

    /// <summary>One change of the record at a time: a flush of writes, or a delete.</summary>
    private readonly SemaphoreSlim turn = new(1);

    /// <summary>Writes without an answer yet, by their ids, so that a repeated call joins the first one.</summary>
    private Dictionary<Guid, PendingWrite>? running;
    private bool pumping;
    private long calledAt;

    /// <summary>Set by every use but the first, so that a record which was asked for once does not push out one that is asked for again and again.</summary>
    private bool isMarked;

    public RecordSlot(RecordKey key, RecordHome home, WarmSettings settings, ClusterTrust trust, TimeProvider time)
    {
        this.key = key;
        this.home = home;
        this.time = time;
        memory = new WarmMemory(settings, trust, time);
        reads = new RecordReads(key, home, memory, time);
        writer = new RecordWriter(key, home, memory, reads, time);
        line = new RecordLine(key);
    }

    /// <summary>True if nothing is remembered and nothing is on its way, so that the grain may go.</summary>
    public bool IsIdle => memory.IsEmpty && !IsBusy;

    /// <summary>True if something is on its way. For other threads than the grain's as it was a moment ago.</summary>
    public bool IsBusy => pumping || turn.CurrentCount == 0 || !reads.IsIdle;

    public string Store => home.Store;

    /// <summary>What a load would be answered with at once, for any thread; null if the grain has to be called.</summary>
    public WireRecord? Shown
    {
        get
        {
            if (!IsAttended)
            {
                return null;
            }

            Mark();
            return memory.Shown;
        }
    }

    private bool IsAttended => time.GetElapsedTime(Volatile.Read(ref calledAt)) < Unattended;

    /// <summary>
    /// Takes the record's turn for a write, on any thread, if it has nothing else to do and nothing has to be read first. What then goes to the store is what this
    /// gives; what the store refuses of it, because somebody else has written, nothing was done of. Null if the grain has to be called.
    /// </summary>
    public SaveRequest? TryBegin(SaveRequest request)
    {
        if (!IsAttended || !turn.Wait(0))
        {
            return null;
        }

        Mark();
        SaveRequest? begun = null;
        try
        {
            home.Require(request);
            begun = writer.TryPrepare(request);
        }
        finally
        {
            if (begun is null)
            {
                turn.Release();
            }
        }

        return begun;
    }

    /// <summary>Sends what <see cref="TryBegin"/> gave to where the record is kept.</summary>
    public Task<SaveResult> SendAsync(SaveRequest begun, Deadline deadline) => home.SaveAsync(begun, deadline);

    /// <summary>Ends the turn that <see cref="TryBegin"/> took.</summary>
    /// <param name="begun">What it gave.</param>
    /// <param name="result">What the store said; null if it said nothing.</param>
    /// <param name="asked">When the store was asked.</param>
    public void End(SaveRequest begun, SaveResult? result, long asked)
    {
        writer.Settle(begun, result, asked);
        turn.Release();
    }

    /// <summary>True if the record was used since this was asked last.</summary>
    public bool TakeMark()
    {
        bool wasMarked = Volatile.Read(ref isMarked);
        Volatile.Write(ref isMarked, false);
        return wasMarked;
    }

    /// <summary>The grain leaves: waits until nothing is written on other threads, and lets nothing begin there.</summary>
    public Task CloseAsync(CancellationToken cancellationToken) => turn.WaitAsync(cancellationToken);

    public Task<WireRecord?> LoadAsync(bool fresh, Deadline deadline)
    {
        Attend();
        return !fresh && memory.Believed is { } believed ? Task.FromResult<WireRecord?>(believed) : reads.ReadAsync(deadline);
    }

    public async Task<SaveResult> SaveAsync(SaveRequest request, Deadline deadline, CancellationToken cancellationToken)
    {
        Attend();
        home.Require(request);
        PendingWrite write = request.IsRepeat && running?.TryGetValue(request.WriteId, out PendingWrite? first) == true
            ? first
            : Begin(request, deadline);
        try
        {
            return await write.Task.WaitAsync(deadline.Remaining, time, cancellationToken);
        }
        catch (TimeoutException)
        {
            if (write.Task.IsCompleted)
            {
                // The answer came in the last moment, and is the truth.
                return await write.Task;
            }

            throw BackendFailure.TimedOut(home.Store, key, deadline.Total, sent: !Abandon(write));
        }
        catch (OperationCanceledException) when (!write.Task.IsCompleted)
        {
            Abandon(write);
            throw;
        }
    }

    public async Task<DeleteResult> DeleteAsync(DeleteRequest request, Deadline deadline)
    {
        if (!await turn.WaitAsync(deadline.Remaining))
        {
            throw BackendFailure.TimedOut(home.Store, key, deadline.Total, sent: false);
        }

        try
        {
            DeleteResult result = await home.DeleteAsync(request, deadline);
            memory.Forget();
            return result;
        }
        catch
        {
            memory.Doubt();
            throw;
        }
        finally
        {
            turn.Release();
        }
    }

    /// <summary>Marks the record as used, so that it can be written and shown for a while without a call to its grain.</summary>
    private void Attend()
    {
        if (Volatile.Read(ref calledAt) != 0)
        {
            Mark();
        }

        Volatile.Write(ref calledAt, time.GetTimestamp());
    }

    /// <summary>Most calls find the mark set, and then write nothing that other processors read.</summary>
    private void Mark()
    {
        if (!Volatile.Read(ref isMarked))
        {
            Volatile.Write(ref isMarked, true);
        }
    }

    private static bool Abandon(PendingWrite write)
    {
        write.Abandoned |= !write.Taken;
        return write.Abandoned;
    }

    private PendingWrite Begin(SaveRequest request, Deadline deadline)
    {
        var write = new PendingWrite(request, deadline, Activity.Current);
        running ??= [];
        running[request.WriteId] = write;
        line.Add(write);
        if (!pumping)
        {
            pumping = true;
            _ = PumpAsync();
        }

        return write;
    }

    /// <summary>Writes until nothing waits.</summary>
    private async Task PumpAsync()
    {
        await turn.WaitAsync();
        while (line.TakeGroup() is { } oldest)
        {
            var group = new WriteGroup(line, oldest);
            await WriteAsync(group);
            for (PendingWrite? write = oldest; write is not null; write = write.Newer)
            {
                running?.Remove(write.Request.WriteId);
            }

            // Deletes that came in between have their turn.
            turn.Release();
            await turn.WaitAsync();
        }

        pumping = false;
        running = null;
        turn.Release();
    }

    private async Task WriteAsync(WriteGroup group)
    {
        SaveResult result = default;
        Exception? failure = null;
        try
        {
            result = await writer.WriteAsync(group.Request, Deadline.After(time, group.Remaining));
        }
#pragma warning disable CA1031 // Whatever it was, the callers of this group must hear of it and the next group must go.
        catch (Exception e)
#pragma warning restore CA1031
        {
            failure = e;
        }

        group.End(result, failure, home.Store);
    }
}

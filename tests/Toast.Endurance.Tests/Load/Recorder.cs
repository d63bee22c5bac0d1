using Toast.Endurance.Tests.History;

namespace Toast.Endurance.Tests.Load;

/// <summary>Runs calls for one caller and writes down what was asked and answered.</summary>
internal sealed class Recorder(Report report)
{
    private const int MaxTries = 3;

    private long lastSuccess;

    /// <summary>When the last call began that succeeded.</summary>
    public long LastSuccess => Volatile.Read(ref lastSuccess);

    /// <summary>A write of one instance. A try without an answer is sometimes repeated, as a caller may: same instance, same content.</summary>
    public async Task<bool> WriteAsync(string verb, Subject subject, Content content, Func<Task> call, Intent intent, bool repeat)
    {
        long start = Stamps.Now();
        for (int lost = 0; ; lost++)
        {
            long tryStart = Stamps.Now();
            Exception? failure = await RunAsync(verb, tryStart, call);
            if (failure is StorageConnectionException { OutcomeUnknown: true } && repeat && lost + 1 < MaxTries)
            {
                continue;
            }

            Note(subject, content, intent, failure, start, tryStart, lost);
            return failure is null;
        }
    }

    /// <summary>Writes down the end of a write, however it was made.</summary>
    public static void Note(Subject subject, Content content, Intent intent, Exception? failure, long start, long tryStart, int lost)
    {
        long end = Stamps.Now();
        Binding? bound = failure is null ? Identities.Of(content).Bound : null;
        subject.History.Add(new Operation
        {
            Kind = intent.Kind,
            Start = start,
            End = end,
            Outcome = failure is null ? Outcome.Acknowledged : lost > 0 || IsUnknown(failure) ? Outcome.Unknown : Outcome.Refused,
            Stamp = content.Stamp,
            Count = content.Count,
            Place = bound is null ? null : new Place(bound.Created.UtcTicks, bound.Version),
            Expected = intent.Expected,
            ExpectedLife = intent.ExpectedLife,
            LostTries = lost,
        });
        if (failure is RecordNotFoundException)
        {
            NoteMissing(subject, tryStart, end);
        }
        else if (failure is null)
        {
            subject.IsGone = false;
        }
    }

    public static void NoteRead(Subject subject, Content content, long start, long end)
    {
        Binding bound = Identities.Of(content).Bound!;
        subject.IsGone = false;
        subject.History.Add(new Operation
        {
            Kind = OperationKind.Read,
            Start = start,
            End = end,
            Outcome = Outcome.Acknowledged,
            Stamp = content.Stamp,
            Count = content.Count,
            IsTorn = !content.IsWhole(),
            Place = new Place(bound.Created.UtcTicks, bound.Version),
        });
    }

    public static void NoteInfo(Subject subject, RecordInfo info, long start, long end) => subject.History.Add(new Operation
    {
        Kind = OperationKind.Read,
        Start = start,
        End = end,
        Outcome = Outcome.Acknowledged,
        Place = new Place(info.Created.UtcTicks, info.Version),
    });

    public static void NoteMissing(Subject subject, long start, long end)
    {
        subject.IsGone = true;
        subject.History.Add(new Operation { Kind = OperationKind.Read, Start = start, End = end, Outcome = Outcome.Acknowledged });
    }

    /// <summary>A removal.</summary>
    public async Task DeleteAsync(string verb, Subject subject, Func<Task> call)
    {
        long start = Stamps.Now();
        Exception? failure = await RunAsync(verb, start, call);
        subject.IsGone |= failure is null;
        subject.History.Add(new Operation
        {
            Kind = OperationKind.Delete,
            Start = start,
            End = Stamps.Now(),
            Outcome = failure is null ? Outcome.Acknowledged : IsUnknown(failure) ? Outcome.Unknown : Outcome.Refused,
        });
    }

    /// <summary>Runs a call, counts how it ended, and gives its failure.</summary>
    public async Task<Exception?> RunAsync(string verb, long start, Func<Task> call)
    {
        Exception? failure = null;
        try
        {
            await call();
        }
#pragma warning disable CA1031 // Whatever comes is a finding, not the end of the load.
        catch (Exception e)
#pragma warning restore CA1031
        {
            failure = e;
        }

        Count(verb, failure, start);
        return failure;
    }

    public void Count(string verb, Exception? failure, long start)
    {
        string outcome = failure switch
        {
            null => "ok",
            StorageConnectionException e => e.Code + (e.OutcomeUnknown ? " (unknown)" : ""),
            ExternalStorageException e => e.Code,
            _ => failure.GetType().Name,
        };
        report.Call(verb, outcome, start, Stamps.Now());
        if (failure is null)
        {
            Volatile.Write(ref lastSuccess, Math.Max(lastSuccess, start));
        }
        else if (failure is not (StorageConnectionException or ConcurrencyException or RecordNotFoundException))
        {
            report.Surprise(verb, failure);
        }
    }

    private static bool IsUnknown(Exception failure) => failure switch
    {
        StorageConnectionException e => e.OutcomeUnknown,
        ConcurrencyException or RecordNotFoundException => false,

        // A surprise: nothing is promised about it.
        _ => true,
    };
}

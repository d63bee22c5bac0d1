using Toast.Engine;

namespace Toast.Client.Engine;

/// <summary>
/// Calls grains until one answers or the deadline passes: a silo that has died is noticed and replaced within a few seconds, so that its loss is a pause
/// for the callers, not an error.
/// </summary>
internal sealed class ClusterCalls(IGrainFactory grains, TimeProvider time)
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan LongestPause = TimeSpan.FromMilliseconds(500);

    public IGrainFactory Grains => grains;

    public TimeProvider Time => time;

    /// <summary>Makes a call.</summary>
    /// <param name="call">Sends it once.</param>
    /// <param name="state">What it gets.</param>
    /// <param name="subject">What it is about.</param>
    /// <param name="deadline">When it must have ended.</param>
    /// <param name="cancellationToken">Gives it up.</param>
    /// <exception cref="ExternalStorageException">The silo refused it, or nobody answered in time.</exception>
    public async Task<CallResult<TAnswer>> RunAsync<TState, TAnswer>(
        Func<IGrainFactory, TState, CallTry, CancellationToken, Task<TAnswer>> call,
        TState state,
        CallSubject subject,
        Deadline deadline,
        CancellationToken cancellationToken)
    {
        bool lost = subject.WasSent;
        Exception? last = null;
        for (int tries = 0; ; tries++)
        {
            TimeSpan left = deadline.Remaining;
            if (left == TimeSpan.Zero)
            {
                throw ClusterFailure.NoAnswer(subject, deadline.Total, last, lost);
            }

            try
            {
                TAnswer answer = await call(grains, state, new CallTry(left, lost), cancellationToken)
                    .WaitAsync(left, time, cancellationToken).ConfigureAwait(false);
                return new CallResult<TAnswer>(answer, lost);
            }
            catch (ExternalStorageException e) when (lost && subject.Changes && e is not StorageConnectionException { OutcomeUnknown: true })
            {
                throw ClusterFailure.Lost(subject, e);
            }
            catch (Exception e) when (ClusterFailure.MayPass(e))
            {
                lost |= !ClusterFailure.NeverArrived(e);
                last = e;
                if (lost && subject is { Changes: true, IsRecognised: false })
                {
                    throw ClusterFailure.Lost(subject, e);
                }
            }
            catch (Exception e) when (e is not (OperationCanceledException or ExternalStorageException))
            {
                throw ClusterFailure.Describe(subject, e);
            }

            await PauseAsync(tries, deadline, cancellationToken).ConfigureAwait(false);
        }
    }

    private Task PauseAsync(int tries, Deadline deadline, CancellationToken cancellationToken)
    {
        double longest = Math.Min(LongestPause.TotalMilliseconds, FirstPause.TotalMilliseconds * Math.Pow(2, Math.Min(tries, 10)));
        TimeSpan pause = TimeSpan.FromMilliseconds(longest * (0.5 + (Random.Shared.NextDouble() / 2)));
        TimeSpan left = deadline.Remaining;
        return Task.Delay(pause < left ? pause : left, time, cancellationToken);
    }
}

using System.Diagnostics;

namespace Toast.Engine;

/// <summary>
/// Writes that came together and go together, as they are. No other write of their records can be waiting: nobody knows the ids yet, or whoever brought these
/// holds the others back.
/// </summary>
internal sealed class WriteBatch(IReadOnlyList<SaveRequest> requests, WritesFrom from, Deadline deadline) : QueuedWrite<IReadOnlyList<SaveResult>>(
    deadline, ToastTelemetry.Source.HasListeners() ? Activity.Current : null, TaskCreationOptions.RunContinuationsAsynchronously)
{
    public IReadOnlyList<SaveRequest> Requests { get; } = requests;

    public long Bytes { get; } = BytesOf(requests);

    /// <summary>True if all are of records that nobody else can write yet, for which stores may have a quicker way.</summary>
    public bool AreNew { get; } = AreAllNew(requests);

    public bool IsOfBulk => from == WritesFrom.Bulk;

    public override RecordKey? Key => null;

    public override void Leave(WriteLimits limits) => limits.Leave(this);

    private static long BytesOf(IReadOnlyList<SaveRequest> requests)
    {
        long bytes = 0;
        for (int i = 0; i < requests.Count; i++)
        {
            bytes += requests[i].Data.Length;
        }

        return bytes;
    }

    private static bool AreAllNew(IReadOnlyList<SaveRequest> requests)
    {
        for (int i = 0; i < requests.Count; i++)
        {
            if (requests[i] is not { IsNewId: true, IsRepeat: false })
            {
                return false;
            }
        }

        return true;
    }
}

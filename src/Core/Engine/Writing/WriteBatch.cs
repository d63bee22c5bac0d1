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

    public long Bytes { get; } = requests.Sum(request => (long)request.Data.Length);

    /// <summary>True if all are of records that nobody else can write yet, for which stores may have a quicker way.</summary>
    public bool AreNew { get; } = requests.All(request => request is { IsNewId: true, IsRepeat: false });

    public bool IsOfBulk => from == WritesFrom.Bulk;

    public override RecordKey? Key => null;

    public override void Leave(WriteLimits limits) => limits.Leave(this);
}

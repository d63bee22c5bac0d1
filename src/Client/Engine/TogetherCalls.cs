namespace Toast.Client.Engine;

/// <summary>Has a silo write several records of a class at once. A call never fails: what was not done, or may not have been, goes to its grain.</summary>
internal sealed class TogetherCalls(GrainRecordStore store, TimeProvider time)
{
    /// <summary>Sends the writes, all of which <see cref="PackedSaves.CanHold"/> allows.</summary>
    /// <param name="className">Their class.</param>
    /// <param name="requests">The writes.</param>
    /// <param name="isOfBulk">Whether one caller has brought all of them.</param>
    /// <param name="budget">How long the least patient caller waits.</param>
    /// <returns>One answer for each, in order.</returns>
    public async Task<PackedAnswers> SaveAsync(string className, IReadOnlyList<SaveRequest> requests, bool isOfBulk, TimeSpan budget)
    {
        var call = new TogetherCall
        {
            Place = store.Place,
            ClassName = className,
            Saves = PackedSaves.Pack(requests),
            Budget = budget,
            IsOfBulk = isOfBulk,
        };
        try
        {
            byte[] answers = await store.Workers.Next().SaveTogetherAsync(call).WaitAsync(budget, time).ConfigureAwait(false);
            return PackedAnswers.Of(answers, requests.Count);
        }
#pragma warning disable CA1031 // Nothing is hidden: each write then goes to its grain, and its caller hears what is wrong from there.
        catch (Exception e)
#pragma warning restore CA1031
        {
            bool neverArrived = ClusterFailure.NeverArrived(e) || e is StorageValidationException;
            return PackedAnswers.All(neverArrived ? TogetherOutcome.NotDone : TogetherOutcome.Unknown, requests.Count);
        }
    }
}

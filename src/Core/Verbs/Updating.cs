using Toast.Data.Structure;
using Toast.Engine;
using Toast.Registry;
using Toast.Verbs.Dumping;
using Toast.Verbs.Validating;

namespace Toast.Verbs;

/// <summary>
/// Restore, change, store, and again on conflict. Updates of one record in this process take turns, so that only writers elsewhere cause conflicts.
/// </summary>
internal sealed class Updating(RuntimeContext context, Dumper dumper, Validator validator)
{
    private const int Stripes = 1024;

    private readonly SemaphoreSlim[] turns = [.. Enumerable.Range(0, Stripes).Select(_ => new SemaphoreSlim(1))];

    public async Task<T> RunAsync<T>(ExternalReference reference, Func<T, T> change, DumpOptions? options, CancellationToken cancellationToken)
        where T : class
    {
        if (options?.ExpectedVersion is not null)
        {
            throw new ArgumentException("An update compares with the version it restored; leave ExpectedVersion out.", nameof(options));
        }

        ModelInfo info = context.Models.Resolve(reference, typeof(T));
        info.Store.Require(StoreCapabilities.ConditionalSave, "compare versions, which an update needs");
        Deadline deadline = context.DeadlineFor(options?.Timeout);
        SemaphoreSlim turn = turns[(uint)reference.Id.GetHashCode() % Stripes];
        if (!await turn.WaitAsync(deadline.Remaining, cancellationToken).ConfigureAwait(false))
        {
            throw BackendFailure.TimedOut(info.Store.Name, info.KeyOf(reference.Id), deadline.Total, sent: false);
        }

        try
        {
            return await RepeatAsync(reference, change, options, deadline, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            turn.Release();
        }
    }

    private async Task<T> RepeatAsync<T>(
        ExternalReference reference, Func<T, T> change, DumpOptions? options, Deadline deadline, CancellationToken cancellationToken)
        where T : class
    {
        for (int attempt = 0; ; attempt++)
        {
            T current = await validator.RestoreAsync<T>(reference, new ValidateOptions { Fresh = true }, deadline, cancellationToken).ConfigureAwait(false);
            Binding restored = Identities.Of(current).Bound!;
            var condition = SaveCondition.VersionIs(restored.Version, restored.Created);
            T changed = change(current) ?? throw new ArgumentException("The change gave null. Give the changed instance.", nameof(change));
            UnknownMembers.Carry(current, changed);
            try
            {
                await dumper.ReplaceAsync(changed, restored.Reference, condition, options, deadline, cancellationToken).ConfigureAwait(false);
                return changed;
            }
            catch (ConcurrencyException) when (!deadline.HasPassed)
            {
                // Another process was faster. A short pause by chance keeps two of them from meeting again and again.
                await Task.Delay(TimeSpan.FromMilliseconds(Random.Shared.NextDouble() * Math.Min(50, attempt)), context.Time, cancellationToken)
                    .ConfigureAwait(false);
            }
        }
    }
}

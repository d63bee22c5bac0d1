using Toast.Engine;

namespace Toast.Verbs.Raw;

/// <summary>Counts what stores hold, and tells what can be reached by its class name from what cannot.</summary>
internal sealed class Counting(RuntimeContext context, RawClasses classes)
{
    /// <summary>Counts one store; never fails for a store that is down.</summary>
    public async Task<StoreCounts> CountAsync(RecordStore store, Deadline deadline, CancellationToken cancellationToken)
    {
        try
        {
            RecordCounts counts = await store.CountAsync(deadline, cancellationToken).ConfigureAwait(false);

            // Whoever may write to the store's own tables may leave names there that no reference can have.
            ILookup<bool, ClassCount> found = counts.Classes
                .Where(count => ClassNameRules.Check(count.ClassName) is null)
                .OrderBy(count => count.ClassName, StringComparer.Ordinal)
                .ToLookup(count => IsReached(count.ClassName, store));
            return new StoreCounts(store.Name, [.. found[true]], counts.IsComplete) { Unreachable = [.. found[false]] };
        }
        catch (ExternalStorageException e)
        {
            return new StoreCounts(store.Name, [], IsComplete: false, e.Code);
        }
    }

    private bool IsReached(string className, RecordStore store)
    {
        if (context.Models.Find(className) is { } info)
        {
            return info.Store == store;
        }

        string? mapped = classes.StoreOf(className);
        return classes.Accepts(className) && (mapped is not null || context.Stores.HasDefault) && context.Stores.Resolve(mapped) == store;
    }
}

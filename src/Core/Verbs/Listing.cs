using System.Runtime.CompilerServices;
using Toast.Engine;

namespace Toast.Verbs;

/// <summary>Reads a listing page by page, going on after the last id of each page.</summary>
internal static class Listing
{
    private const int MaxPageSize = 10_000;

    public static async IAsyncEnumerable<ListedRecord> ReadAsync(
        RecordStore store, string className, ListOptions? options, RuntimeContext context, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        options ??= new ListOptions();
        ArgumentOutOfRangeException.ThrowIfLessThan(options.PageSize, 1, nameof(options));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(options.PageSize, MaxPageSize, nameof(options));
        var request = new ListRequest(className, options.After?.Id, options.PageSize, options.UpdatedSince, options.UpdatedBefore);
        while (true)
        {
            // Observed page by page: the time that the caller takes between two of them is not Toast's.
            ListRequest next = request;
            IReadOnlyList<ListedRecord> page = await Observed.RunAsync(
                "list", className, store.Name, null, context.Logger,
                () => store.ListAsync(next, context.DeadlineFor(null), cancellationToken)).ConfigureAwait(false);
            foreach (ListedRecord listed in page)
            {
                yield return listed;
            }

            if (page.Count < request.Limit)
            {
                yield break;
            }

            request = request with { After = page[^1].Id };
        }
    }
}

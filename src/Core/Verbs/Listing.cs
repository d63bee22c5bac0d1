using System.Runtime.CompilerServices;
using Toast.Engine;

namespace Toast.Verbs;

/// <summary>Reads a listing page by page, going on after the last id of each page.</summary>
internal static class Listing
{
    private const int MaxPageSize = 10_000;

    /// <summary>Lists the records of a class under all names they may be stored under, in the order of their ids: so any of them can be gone on after.</summary>
    public static IAsyncEnumerable<ListedRecord> ReadAsync(
        RecordStore store, IReadOnlyList<string> names, ListOptions? options, RuntimeContext context, CancellationToken cancellationToken)
    {
        options ??= new ListOptions();
        ArgumentOutOfRangeException.ThrowIfLessThan(options.PageSize, 1, nameof(options));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(options.PageSize, MaxPageSize, nameof(options));
        return names.Count == 1
            ? ReadAsync(store, names[0], options, context, cancellationToken)
            : MergeAsync([.. names.Select(name => ReadAsync(store, name, options, context, cancellationToken))], cancellationToken);
    }

    /// <summary>Makes one listing of several that are each in the order of ids. What is stored under two names is one record.</summary>
    private static async IAsyncEnumerable<ListedRecord> MergeAsync(
        IReadOnlyList<IAsyncEnumerable<ListedRecord>> listings, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var open = new List<IAsyncEnumerator<ListedRecord>>(listings.Count);
        try
        {
            foreach (IAsyncEnumerable<ListedRecord> listing in listings)
            {
                IAsyncEnumerator<ListedRecord> reader = listing.GetAsyncEnumerator(cancellationToken);
                open.Add(reader);
                await ForwardAsync(reader).ConfigureAwait(false);
            }

            while (open.MinBy(reader => reader.Current.Id) is { } first)
            {
                ListedRecord listed = first.Current;
                yield return listed;
                foreach (IAsyncEnumerator<ListedRecord> reader in open.Where(reader => reader.Current.Id == listed.Id).ToArray())
                {
                    await ForwardAsync(reader).ConfigureAwait(false);
                }
            }
        }
        finally
        {
            foreach (IAsyncEnumerator<ListedRecord> reader in open)
            {
                await reader.DisposeAsync().ConfigureAwait(false);
            }
        }

        async Task ForwardAsync(IAsyncEnumerator<ListedRecord> reader)
        {
            if (!await reader.MoveNextAsync().ConfigureAwait(false))
            {
                open.Remove(reader);
                await reader.DisposeAsync().ConfigureAwait(false);
            }
        }
    }

    private static async IAsyncEnumerable<ListedRecord> ReadAsync(
        RecordStore store, string className, ListOptions options, RuntimeContext context, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
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

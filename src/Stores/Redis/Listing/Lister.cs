namespace Toast.Redis;

/// <summary>
/// Lists the ids of a class in order. Redis keeps no order, so the first page looks at all keys, step by step, without holding the server up; the ids found are
/// kept for the pages that follow.
/// </summary>
internal sealed class Lister(RedisPlace place, RecordKeys keys, Reader reader)
{
    private const int HeadsAtOnce = 500;

    private readonly ListingCursors cursors = new();

    public async Task<IReadOnlyList<ListedRecord>> ListAsync(ListRequest request, CancellationToken cancellationToken)
    {
        ListingCursor cursor = cursors.Take(request)
            ?? new ListingCursor(await KeyScan.FindAsync(place, keys, request.ClassName, request.After, cancellationToken).ConfigureAwait(false));
        var page = new List<ListedRecord>();
        while (page.Count < request.Limit && cursor.Next(Math.Min(HeadsAtOnce, request.Limit - page.Count)) is { Length: > 0 } ids)
        {
            StoredRecord?[] heads = await reader.ReadHeadsAsync(request.ClassName, ids, cancellationToken).ConfigureAwait(false);
            page.AddRange(heads.OfType<StoredRecord>().Where(head => IsListed(head, request)).Select(head => new ListedRecord(head.Key.Id, Reader.InfoOf(head))));
        }

        if (page.Count == request.Limit)
        {
            cursors.Put(request, page[^1].Id, cursor);
        }

        return page;
    }

    /// <summary>Whether a record is within the times a listing asks for.</summary>
    public static bool IsListed(StoredRecord head, ListRequest request) =>
        (request.UpdatedSince is not { } since || head.Updated >= since) && (request.UpdatedBefore is not { } before || head.Updated < before);
}

namespace Toast;

/// <summary>
/// Remembers the sorted ids of listings that are under way, so that a page costs its own size and not a walk through all files. A cursor
/// belongs to one listing: it is found by class and last id, and taken by the page that goes on from there. Whoever finds none walks the
/// files again.
/// </summary>
internal sealed class ListingCursors
{
    private const int MaxCursors = 8;

    private readonly Lock gate = new();
    private readonly LinkedList<Cursor> cursors = [];

    public Cursor? Take(string className, Guid after)
    {
        lock (gate)
        {
            for (LinkedListNode<Cursor>? node = cursors.First; node is not null; node = node.Next)
            {
                if (node.Value.ClassName == className && node.Value.After == after)
                {
                    cursors.Remove(node);
                    return node.Value;
                }
            }
        }

        return null;
    }

    public void Put(Cursor cursor)
    {
        lock (gate)
        {
            cursors.AddLast(cursor);
            if (cursors.Count > MaxCursors)
            {
                cursors.RemoveFirst();
            }
        }
    }

    /// <param name="ClassName">The class.</param>
    /// <param name="Ids">All its ids at the time of the first page, sorted.</param>
    /// <param name="Next">Where the next page starts.</param>
    /// <param name="After">The last id of the page before.</param>
    internal sealed record Cursor(string ClassName, Guid[] Ids, int Next, Guid After);
}

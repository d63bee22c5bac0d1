namespace Toast.Redis;

/// <summary>Keeps the ids that listings have still to go through between their pages, for the listings that went on last.</summary>
internal sealed class ListingCursors
{
    private const int MaxCursors = 32;

    private readonly Lock gate = new();
    private readonly LinkedList<(string ClassName, Guid After, ListingCursor Cursor)> cursors = new();

    /// <summary>The cursor that a page continues; null for a first page or one that was not expected.</summary>
    public ListingCursor? Take(ListRequest request)
    {
        if (request.After is not { } after)
        {
            return null;
        }

        lock (gate)
        {
            for (LinkedListNode<(string ClassName, Guid After, ListingCursor Cursor)>? node = cursors.First; node is not null; node = node.Next)
            {
                if (node.Value.After == after && node.Value.ClassName == request.ClassName)
                {
                    cursors.Remove(node);
                    return node.Value.Cursor;
                }
            }
        }

        return null;
    }

    public void Put(ListRequest request, Guid after, ListingCursor cursor)
    {
        lock (gate)
        {
            cursors.AddFirst((request.ClassName, after, cursor));
            if (cursors.Count > MaxCursors)
            {
                cursors.RemoveLast();
            }
        }
    }
}

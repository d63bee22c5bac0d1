namespace Toast.Redis;

/// <summary>The ids a listing has still to go through, in order.</summary>
internal sealed class ListingCursor(Guid[] ids)
{
    private int position;

    public Guid[] Next(int count)
    {
        int taken = Math.Min(count, ids.Length - position);
        Guid[] next = ids[position..(position + taken)];
        position += taken;
        return next;
    }
}

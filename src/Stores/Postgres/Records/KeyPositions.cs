namespace Toast.Postgres;

/// <summary>Finds the place of a key in a list. Answers mostly come in the order of the list, and then each is found at once.</summary>
internal struct KeyPositions(IReadOnlyList<RecordKey> keys)
{
    private int next;

    /// <summary>The place of a key that is in the list.</summary>
    public int Of(RecordKey key)
    {
        for (int step = 0; step < keys.Count; step++)
        {
            int position = next;
            next = next + 1 == keys.Count ? 0 : next + 1;
            if (keys[position] == key)
            {
                return position;
            }
        }

        throw new InvalidOperationException("The server answered with a record nobody asked for.");
    }
}

using System.Numerics;

namespace Toast.Data.Scalars;

/// <summary>Writes combinations of flags as the names of the members they consist of, separated by a comma and a space.</summary>
internal sealed class FlagSets<TNumber>
    where TNumber : struct, IBinaryInteger<TNumber>
{
    public const string Separator = ", ";

    private readonly (TNumber Bits, string Name)[] members;

    /// <param name="names">The names by number, in the order of declaration.</param>
    public FlagSets(IReadOnlyDictionary<TNumber, string> names) =>
        members = [.. names.Where(n => !TNumber.IsZero(n.Key)).Select(n => (n.Key, n.Value))];

    /// <summary>The names in the order of declaration, or null if a bit has none.</summary>
    public string? NamesOf(TNumber number)
    {
        var chosen = new SortedSet<int>();
        TNumber rest = number;

        // The member that covers most of the rest first, so that a named combination stands for its parts.
        while (!TNumber.IsZero(rest))
        {
            int best = Best(number, rest);
            if (best < 0)
            {
                return null;
            }

            chosen.Add(best);
            rest &= ~members[best].Bits;
        }

        return chosen.Count == 0 ? null : string.Join(Separator, chosen.Select(i => members[i].Name));
    }

    private int Best(TNumber number, TNumber rest)
    {
        int best = -1;
        TNumber most = TNumber.Zero;
        for (int i = 0; i < members.Length; i++)
        {
            TNumber covered = TNumber.PopCount(members[i].Bits & rest);
            if ((number & members[i].Bits) == members[i].Bits && covered > most)
            {
                best = i;
                most = covered;
            }
        }

        return best;
    }
}

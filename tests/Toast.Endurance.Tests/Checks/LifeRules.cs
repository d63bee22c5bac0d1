using Toast.Endurance.Tests.History;

namespace Toast.Endurance.Tests.Checks;

/// <summary>A life is one stretch of time: it begins with a write, ends with a delete, and does not come back.</summary>
internal static class LifeRules
{
    public static IEnumerable<(Rule Rule, string Detail)> Check(IReadOnlyList<Operation> operations)
    {
        Stretch[] lives = [.. operations.Where(operation => operation.IsEvidence).GroupBy(operation => operation.Place!.Value.Life).Select(Stretch.Of)];
        Operation[] deletes = [.. operations.Where(operation => operation.MayDelete)];
        Operation[] nothing = [.. operations.Where(operation => operation.FoundNothing)];
        return Overlaps(lives).Concat(Ends(lives, deletes)).Concat(Gaps(lives, nothing, deletes));
    }

    private static IEnumerable<(Rule Rule, string Detail)> Overlaps(Stretch[] lives)
    {
        for (int i = 0; i < lives.Length; i++)
        {
            for (int j = i + 1; j < lives.Length; j++)
            {
                if (lives[i].BeganBy < lives[j].LivedAt && lives[j].BeganBy < lives[i].LivedAt)
                {
                    yield return (Rule.LivesMixed, $"{lives[i].Last} and {lives[j].Last}");
                }
            }
        }
    }

    private static IEnumerable<(Rule Rule, string Detail)> Ends(Stretch[] lives, Operation[] deletes)
    {
        if (lives.Length > deletes.Length + 1)
        {
            yield return (Rule.LifeWithoutDelete, $"{lives.Length} lives, {deletes.Length} deletes, the last {lives[^1].Last}");
        }

        foreach (Stretch life in lives)
        {
            // Any life that certainly came later needs a delete that may have fallen between the two.
            long next = lives.Where(other => other != life && life.BeganBy < other.LivedAt).Min(other => (long?)other.BeganBy) ?? 0;
            if (next > 0 && !deletes.Any(delete => delete.Start < next && delete.LatestEffect > life.LivedAt))
            {
                yield return (Rule.LifeWithoutDelete, $"after {life.Last}");
            }
        }
    }

    private static IEnumerable<(Rule Rule, string Detail)> Gaps(Stretch[] lives, Operation[] nothing, Operation[] deletes)
    {
        foreach (Operation gap in nothing)
        {
            foreach (Stretch life in lives.Where(life => life.BeganBy < gap.Start))
            {
                if (life.LivedAt > gap.End)
                {
                    yield return (gap.Kind == OperationKind.Delete ? Rule.CameBack : Rule.Lost, $"{life.Last}, although {gap}, although {life.First}");
                }
                else if (gap.Kind == OperationKind.Read && !deletes.Any(delete => delete.Start < gap.End && delete.LatestEffect > life.LivedAt))
                {
                    yield return (Rule.Lost, $"{gap} after {life.Last}");
                }
            }
        }
    }

    /// <summary>What is known of one life.</summary>
    /// <param name="BeganBy">It had begun at this time at the latest.</param>
    /// <param name="LivedAt">It had not ended before this time.</param>
    /// <param name="First">The operation that proves the beginning.</param>
    /// <param name="Last">The operation that proves the end.</param>
    private readonly record struct Stretch(long BeganBy, long LivedAt, Operation First, Operation Last)
    {
        public static Stretch Of(IEnumerable<Operation> life)
        {
            Operation first = life.MinBy(operation => operation.End)!;
            Operation last = life.MaxBy(operation => operation.Start)!;
            return new Stretch(first.End, last.Start, first, last);
        }
    }
}

using Toast.Endurance.Tests.History;

namespace Toast.Endurance.Tests.Checks;

/// <summary>Within one life, what begins later is later.</summary>
internal static class OrderRules
{
    public static IEnumerable<(Rule Rule, string Detail)> Check(IReadOnlyList<Operation> operations)
    {
        foreach (IGrouping<long, Operation> life in operations.Where(operation => operation.IsEvidence).GroupBy(operation => operation.Place!.Value.Life))
        {
            // In the order of their ends for what is known, in the order of their starts for what asks.
            Operation[] known = [.. life.OrderBy(operation => operation.End)];
            int next = 0;
            Operation? highest = null;
            foreach (Operation operation in life.OrderBy(operation => operation.Start))
            {
                for (; next < known.Length && known[next].End < operation.Start; next++)
                {
                    highest = highest is null || known[next].Place!.Value.Version > highest.Place!.Value.Version ? known[next] : highest;
                }

                long least = highest?.Place!.Value.Version ?? 0;
                if (operation.IsWrite && operation.Place!.Value.Version <= least)
                {
                    yield return (Rule.WriteNotAfterEarlier, $"{operation} after {highest}");
                }
                else if (operation.Place!.Value.Version < least)
                {
                    yield return (Rule.WentBack, $"{operation} after {highest}");
                }
            }
        }
    }
}

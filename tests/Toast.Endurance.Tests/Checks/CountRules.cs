using Toast.Endurance.Tests.History;

namespace Toast.Endurance.Tests.Checks;

/// <summary>Versions and counters add up: nothing was written that nobody asked for, and nothing twice.</summary>
internal static class CountRules
{
    /// <summary>How often the engine repeats a write by itself (<see cref="EngineOptions.MaxRetries"/> by default).</summary>
    private const int Retries = 3;

    public static IEnumerable<(Rule Rule, string Detail)> Check(IReadOnlyList<Operation> operations, Disturbances disturbances, bool isCounter)
    {
        Operation[] evidence = [.. operations.Where(operation => operation.IsEvidence)];
        return Versions(operations, evidence, disturbances)
            .Concat(Conditions(evidence))
            .Concat(isCounter ? Counts(evidence) : []);
    }

    private static IEnumerable<(Rule Rule, string Detail)> Versions(
        IReadOnlyList<Operation> operations, Operation[] evidence, Disturbances disturbances)
    {
        long unaccounted = 0;
        Operation? highest = null;
        foreach (IGrouping<long, Operation> life in evidence.GroupBy(operation => operation.Place!.Value.Life))
        {
            long acknowledged = life.Where(operation => operation.IsWrite).Select(operation => operation.Place!.Value.Version).Distinct().LongCount();
            Operation last = life.MaxBy(operation => operation.Place!.Value.Version)!;
            long missing = last.Place!.Value.Version - acknowledged;
            highest = missing > 0 ? last : highest;
            unaccounted += missing;
        }

        long possible = operations.Where(operation => operation.IsWrite).Sum(operation => PossibleExtra(operation, disturbances));
        if (unaccounted > possible)
        {
            yield return (Rule.VersionNobodyWrote, $"{unaccounted} versions without an acknowledged write, {possible} writes that may have made them; {highest}");
        }
    }

    /// <summary>How many versions a write may have made beyond the one it was acknowledged with.</summary>
    private static long PossibleExtra(Operation write, Disturbances disturbances) =>
        write.Outcome == Outcome.Refused ? 0
        : write.LostTries + (write.Outcome == Outcome.Unknown ? 1 : 0) + (ContentRules.MayBeSentTwice(write, disturbances) ? Retries : 0);

    private static IEnumerable<(Rule Rule, string Detail)> Conditions(Operation[] evidence) =>
        from operation in evidence
        where operation.Kind == OperationKind.ConditionalWrite
        let place = operation.Place!.Value
        where place.Version != operation.Expected + 1 || (operation.ExpectedLife ?? place.Life) != place.Life
        select (Rule.ConditionIgnored, $"{operation} expected version {operation.Expected} of life {operation.ExpectedLife}");

    private static IEnumerable<(Rule Rule, string Detail)> Counts(Operation[] evidence) =>
        from operation in evidence
        where operation.Stamp != 0 && operation.Count != operation.Place!.Value.Version - 1
        select (Rule.CountedWrong, $"{operation} counts {operation.Count}");
}

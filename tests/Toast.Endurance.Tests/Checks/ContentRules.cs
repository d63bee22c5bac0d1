using Toast.Endurance.Tests.History;

namespace Toast.Endurance.Tests.Checks;

/// <summary>What was found was written, whole, and stands at one place.</summary>
internal static class ContentRules
{
    public static IEnumerable<(Rule Rule, string Detail)> Check(IReadOnlyList<Operation> operations, Disturbances disturbances)
    {
        Dictionary<long, Operation> writes = operations.Where(operation => operation.IsWrite).ToDictionary(operation => operation.Stamp);
        var places = new Dictionary<long, Operation>();
        var contents = new Dictionary<Place, Operation>();
        foreach (Operation operation in operations.Where(operation => operation.IsEvidence))
        {
            if (operation.IsTorn)
            {
                yield return (Rule.Torn, $"{operation}");
                continue;
            }

            if (operation.Stamp == 0)
            {
                continue;
            }

            if (operation.Kind == OperationKind.Read && Source(operation, writes) is { } problem)
            {
                yield return problem;
                continue;
            }

            if (!contents.TryAdd(operation.Place!.Value, operation) && contents[operation.Place.Value].Stamp != operation.Stamp)
            {
                yield return (Rule.TwoContentsOfOneVersion, $"{contents[operation.Place.Value]} and {operation}");
            }

            if (!places.TryAdd(operation.Stamp, operation) && places[operation.Stamp].Place != operation.Place
                && !MayBeSentTwice(writes[operation.Stamp], disturbances))
            {
                yield return (Rule.OneContentAtTwoVersions, $"{places[operation.Stamp]} and {operation}, written by {writes[operation.Stamp]}");
            }
        }
    }

    /// <summary>True for a write that another writer's may have come between two tries of.</summary>
    public static bool MayBeSentTwice(Operation write, Disturbances disturbances) =>
        write.Kind == OperationKind.Write && (write.LostTries > 0 || disturbances.Touch(write.Start, write.End));

    private static (Rule Rule, string Detail)? Source(Operation read, Dictionary<long, Operation> writes) =>
        !writes.TryGetValue(read.Stamp, out Operation? write) ? (Rule.NobodyWrote, $"{read}")
        : write.Start > read.End ? (Rule.NobodyWrote, $"{read}, before {write}")
        : write.Outcome == Outcome.Refused ? (Rule.RefusedButThere, $"{read}, of {write}")
        : null;
}

using Toast.Endurance.Tests.History;

namespace Toast.Endurance.Tests.Checks;

/// <summary>Finds what is wrong with the history of a record. It holds no opinion on which of several possible orders happened, only on impossible ones.</summary>
internal static class HistoryChecker
{
    public static IEnumerable<Violation> Check(IEnumerable<RecordHistory> histories, Disturbances disturbances) =>
        histories.SelectMany(history => Check(history, disturbances));

    public static IEnumerable<Violation> Check(RecordHistory history, Disturbances disturbances)
    {
        IReadOnlyList<Operation> operations = history.ToList();
        return new (Rule Rule, string Detail)[][]
            {
                [.. ContentRules.Check(operations, disturbances)],
                [.. OrderRules.Check(operations)],
                [.. LifeRules.Check(operations)],
                [.. CountRules.Check(operations, disturbances, history.IsCounter)],
            }
            .SelectMany(found => found)
            .Select(found => new Violation(found.Rule, history.Name, found.Detail));
    }
}

namespace Toast.Postgres;

/// <summary>Writes by the kind of statement they need.</summary>
internal readonly struct RequestGroups
{
    public RequestGroups(IReadOnlyList<SaveRequest> requests)
    {
        Any = Only(requests, SaveConditionKind.Any);
        Missing = Only(requests, SaveConditionKind.Missing);
        Existing = Any.Count + Missing.Count == requests.Count
            ? []
            : [.. requests.Where(request => request.Condition.Kind is SaveConditionKind.Exists or SaveConditionKind.VersionIs)];
    }

    public IReadOnlyList<SaveRequest> Any { get; }

    public IReadOnlyList<SaveRequest> Missing { get; }

    public IReadOnlyList<SaveRequest> Existing { get; }

    /// <summary>How many statements there will be.</summary>
    public int Count => (Any.Count > 0 ? 1 : 0) + (Missing.Count > 0 ? 1 : 0) + (Existing.Count > 0 ? 1 : 0);

    /// <summary>Those of one kind; most of the time all are, and the list is passed on as it is.</summary>
    private static IReadOnlyList<SaveRequest> Only(IReadOnlyList<SaveRequest> requests, SaveConditionKind kind)
    {
        int count = 0;
        for (int i = 0; i < requests.Count; i++)
        {
            count += requests[i].Condition.Kind == kind ? 1 : 0;
        }

        return count == 0 ? [] : count == requests.Count ? requests : [.. requests.Where(request => request.Condition.Kind == kind)];
    }
}

namespace Toast.Postgres;

/// <summary>A table that can be checked and made.</summary>
internal interface IStoreTable
{
    TableName Name { get; }

    /// <summary>The columns it must have, each with its type as the catalogue names it. Further columns are no trouble.</summary>
    IReadOnlyDictionary<string, string> Columns { get; }

    /// <summary>The columns of the unique key that writes rely on, in any order; the first of these that the table has.</summary>
    IReadOnlyList<IReadOnlyList<string>> Keys { get; }

    /// <summary>The statements that make it where it is missing.</summary>
    IEnumerable<string> Statements();
}

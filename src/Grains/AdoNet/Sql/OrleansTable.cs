namespace Toast.Grains.AdoNet;

/// <summary>One table that Orleans' statements use.</summary>
/// <param name="Name">Its name in lower case, as PostgreSQL folds it; found by the search path.</param>
/// <param name="Columns">Its columns and the types they may have, as the catalogue names them.</param>
/// <param name="Key">The columns of the unique key that the statements rely on.</param>
/// <param name="Statements">What makes it where it is missing.</param>
internal sealed record OrleansTable(
    string Name, IReadOnlyDictionary<string, string[]> Columns, IReadOnlyList<string> Key, IReadOnlyList<string> Statements)
{
    public static readonly string[] Text = ["text", "varchar"];
    public static readonly string[] Integer = ["int4"];
    public static readonly string[] Big = ["int8"];
    public static readonly string[] Time = ["timestamptz"];
}

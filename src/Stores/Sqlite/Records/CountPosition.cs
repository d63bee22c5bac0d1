namespace Toast.Sqlite;

/// <summary>How far a count has come.</summary>
/// <param name="ClassName">The class that was counted last; empty at the start.</param>
/// <param name="Id">The last id that was counted, as it is stored.</param>
/// <param name="Counted">How many records the last part had.</param>
internal sealed record CountPosition(string ClassName, string Id, long Counted);

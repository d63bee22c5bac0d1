namespace Toast.Postgres;

/// <summary>The name of a table, alone or with its schema; only of characters that need no thought in SQL.</summary>
/// <param name="Schema">The schema, or null for the first one of the search path that has the table.</param>
/// <param name="Name">The table.</param>
internal sealed record TableName(string? Schema, string Name)
{
    /// <summary>Short enough that the names of its indexes stay below PostgreSQL's 63 bytes.</summary>
    private const int MaxLength = 48;

    /// <summary>The name as it stands in statements.</summary>
    public string Quoted { get; } = Schema is null ? $"\"{Name}\"" : $"\"{Schema}\".\"{Name}\"";

    public static TableName? TryParse(string text)
    {
        string[] parts = text.Split('.');
        return parts.Length <= 2 && parts.All(IsName) ? new TableName(parts.Length == 2 ? parts[0] : null, parts[^1]) : null;
    }

    /// <inheritdoc/>
    public override string ToString() => Quoted;

    private static bool IsName(string part) =>
        part.Length is > 0 and <= MaxLength
        && (char.IsAsciiLetterLower(part[0]) || part[0] == '_')
        && part.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '_');
}

namespace Toast.Postgres;

/// <summary>
/// The table that pydantic-toast makes. Its key is the id alone; a table that was made by hand with the class name in its key is as good.
/// </summary>
internal sealed class PydanticToastTable(TableName table, bool gin) : IStoreTable
{
    private static readonly IReadOnlyDictionary<string, string> ColumnTypes = new Dictionary<string, string>
    {
        ["id"] = "uuid",
        ["class_name"] = "text",
        ["data"] = "jsonb",
        ["schema_version"] = "int4",
        ["created_at"] = "timestamptz",
        ["updated_at"] = "timestamptz",
    };

    public TableName Name => table;

    public IReadOnlyDictionary<string, string> Columns => ColumnTypes;

    public IReadOnlyList<IReadOnlyList<string>> Keys { get; } = [["id"], ["class_name", "id"]];

    /// <summary>What Python makes, so that either side may come first; the index has the id as well, for listings.</summary>
    public IEnumerable<string> Statements()
    {
        yield return $"""
            CREATE TABLE IF NOT EXISTS {table} (
              id uuid PRIMARY KEY,
              class_name varchar(255) NOT NULL,
              data jsonb NOT NULL,
              schema_version integer NOT NULL DEFAULT 1,
              created_at timestamp with time zone NOT NULL DEFAULT now(),
              updated_at timestamp with time zone NOT NULL DEFAULT now())
            """;
        yield return $"""CREATE INDEX IF NOT EXISTS "idx_{table.Name}_class_name" ON {table} (class_name, id)""";
        if (gin)
        {
            yield return $"""CREATE INDEX IF NOT EXISTS "{table.Name}_data" ON {table} USING gin (data jsonb_path_ops)""";
        }
    }
}

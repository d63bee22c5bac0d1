namespace Toast.Postgres;

/// <summary>The table as pydantic-toast documents it: the id alone is the key, and the record's version and expiry have no column.</summary>
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

    public IReadOnlyList<string> KeyColumns => ["id"];

    public IEnumerable<string> Statements()
    {
        yield return $"""
            CREATE TABLE IF NOT EXISTS {table} (
              id uuid PRIMARY KEY,
              class_name text NOT NULL,
              data jsonb NOT NULL,
              schema_version integer NOT NULL DEFAULT 1,
              created_at timestamp with time zone NOT NULL DEFAULT now(),
              updated_at timestamp with time zone NOT NULL DEFAULT now())
            """;
        yield return $"""CREATE INDEX IF NOT EXISTS "{table.Name}_class" ON {table} (class_name, id)""";
        if (gin)
        {
            yield return $"""CREATE INDEX IF NOT EXISTS "{table.Name}_data" ON {table} USING gin (data jsonb_path_ops)""";
        }
    }
}

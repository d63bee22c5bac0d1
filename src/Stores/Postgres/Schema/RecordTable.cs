namespace Toast.Postgres;

/// <summary>The table of Toast's own layout.</summary>
internal sealed class RecordTable(TableName table, bool gin) : IStoreTable
{
    private static readonly IReadOnlyDictionary<string, string> ColumnTypes = new Dictionary<string, string>
    {
        ["class_name"] = "text",
        ["id"] = "uuid",
        ["schema_version"] = "int4",
        ["version"] = "int8",
        ["created"] = "timestamptz",
        ["updated"] = "timestamptz",
        ["expires"] = "timestamptz",
        ["write_id"] = "uuid",
        ["escaped"] = "bool",
        ["data"] = "jsonb",
    };

    public TableName Name => table;

    public IReadOnlyDictionary<string, string> Columns => ColumnTypes;

    public IReadOnlyList<IReadOnlyList<string>> Keys { get; } = [["class_name", "id"]];

    public IEnumerable<string> Statements()
    {
        yield return $"""
            CREATE TABLE IF NOT EXISTS {table} (
              class_name text COLLATE "C" NOT NULL,
              id uuid NOT NULL,
              schema_version integer NOT NULL,
              version bigint NOT NULL,
              created timestamp with time zone NOT NULL,
              updated timestamp with time zone NOT NULL,
              expires timestamp with time zone,
              write_id uuid NOT NULL,
              escaped boolean NOT NULL DEFAULT false,
              data jsonb NOT NULL,
              PRIMARY KEY (class_name, id))
            """;
        yield return $"""CREATE INDEX IF NOT EXISTS "{table.Name}_expires" ON {table} (expires) WHERE expires IS NOT NULL""";
        if (gin)
        {
            yield return $"""CREATE INDEX IF NOT EXISTS "{table.Name}_data" ON {table} USING gin (data jsonb_path_ops)""";
        }
    }
}

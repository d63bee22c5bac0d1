using System.Globalization;
using Npgsql;

namespace Toast.Postgres;

/// <summary>What a PostgreSQL URL says: where to connect, and how the store behaves.</summary>
/// <param name="Connection">The connection string of the driver; holds the password, so it is never shown.</param>
/// <param name="Table">The table, quoted.</param>
/// <param name="Create">Whether a missing table is made.</param>
/// <param name="Gin">Whether the table is made with an index over the data.</param>
/// <param name="Layout">Which of the two layouts the table has.</param>
/// <param name="MaxPoolSize">How many connections this process opens at the most.</param>
/// <param name="Prepare">Whether statements are prepared.</param>
internal sealed record PostgresSettings(
    NpgsqlConnectionStringBuilder? Connection, TableName Table, bool Create, bool Gin, PostgresLayout Layout, int MaxPoolSize, bool Prepare)
{
    private const string TableOption = "table";
    private const string CreateOption = "create";
    private const string GinOption = "gin";
    private const string LayoutOption = "layout";
    private const string PoolOption = "max_pool_size";
    private const string PrepareOption = "prepare";
    private const string PydanticToast = "pydantic-toast";

    private static readonly string[] StoreOptions = [TableOption, CreateOption, GinOption, LayoutOption, PoolOption, PrepareOption];

    /// <exception cref="StorageValidationException">The URL cannot be used (<see cref="ErrorCodes.InvalidConfiguration"/>).</exception>
    public static PostgresSettings Read(StorageUrl url)
    {
        foreach (string name in url.OptionNames)
        {
            if (!IsStoreOption(name) && !ConnectionOptions.IsKnown(name))
            {
                throw PostgresUrl.Invalid(
                    url, $"it has an unknown option '{HostileText.Show(name)}'", "use " + string.Join(", ", StoreOptions.Concat(ConnectionOptions.Names)));
            }
        }

        PostgresLayout layout = url.GetOption(LayoutOption) switch
        {
            null or "toast" => PostgresLayout.Toast,
            PydanticToast => PostgresLayout.PydanticToast,
            _ => throw PostgresUrl.Invalid(url, $"its option {LayoutOption} has an unknown value", $"use toast (the default) or {PydanticToast}"),
        };
        int maxPoolSize = ReadNumber(url, PoolOption, PostgresDefaults.MaxPoolSize, 1, 1000);
        return new PostgresSettings(
            ConnectionOptions.Read(url, maxPoolSize),
            ReadTable(url, layout),
            ReadBoolean(url, CreateOption, true),
            ReadBoolean(url, GinOption, false),
            layout,
            maxPoolSize,
            ReadBoolean(url, PrepareOption, true));
    }

    private static bool IsStoreOption(string name) => StoreOptions.Contains(name, StringComparer.OrdinalIgnoreCase);

    private static TableName ReadTable(StorageUrl url, PostgresLayout layout)
    {
        string byDefault = layout == PostgresLayout.Toast ? PostgresDefaults.Table : PostgresDefaults.PydanticToastTable;
        string text = url.GetOption(TableOption) ?? byDefault;
        return TableName.TryParse(text) ?? throw PostgresUrl.Invalid(
            url, $"its option {TableOption} is not the name of a table", "write name or schema.name, in lower-case letters, digits and '_', at most 48 each");
    }

    private static bool ReadBoolean(StorageUrl url, string name, bool byDefault) => url.GetOption(name) switch
    {
        null => byDefault,
        "true" => true,
        "false" => false,
        _ => throw PostgresUrl.Invalid(url, $"its option {name} has an unknown value", "use true or false"),
    };

    private static int ReadNumber(StorageUrl url, string name, int byDefault, int lowest, int highest)
    {
        if (url.GetOption(name) is not { } text)
        {
            return byDefault;
        }

        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int number) && number >= lowest && number <= highest
            ? number
            : throw PostgresUrl.Invalid(url, $"its option {name} is not a number from {lowest} to {highest}", "correct it, or leave it out");
    }
}

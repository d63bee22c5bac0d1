using Npgsql;
using Toast.Postgres;

namespace Toast.Grains.AdoNet;

/// <summary>Connection strings for Orleans' ADO.NET providers, which take no URLs.</summary>
internal static class OrleansConnectionString
{
    private const int CommandSeconds = 30;
    private const int PreparedStatements = 32;

    /// <summary>Takes a connection string as it is, and makes one of a <c>postgresql://</c> URL.</summary>
    /// <exception cref="StorageValidationException">The text is neither; the message does not quote it.</exception>
    public static string Of(string connectionStringOrUrl)
    {
        ArgumentNullException.ThrowIfNull(connectionStringOrUrl);
        bool isUrl = connectionStringOrUrl.Contains("://", StringComparison.Ordinal) || connectionStringOrUrl.StartsWith("${", StringComparison.Ordinal);
        return isUrl ? OfUrl(StorageUrl.Parse(connectionStringOrUrl)) : Checked(connectionStringOrUrl);
    }

    private static string OfUrl(StorageUrl url)
    {
        if (url.Scheme is not ("postgresql" or "postgres"))
        {
            throw PostgresUrl.Invalid(url, "it does not lead to PostgreSQL", "write postgresql://user@host/database");
        }

        PostgresSettings settings = PostgresSettings.Read(url);
        NpgsqlConnectionStringBuilder connection = settings.Connection!;

        // Toast's store bounds its calls and prepares its statements itself; Orleans leaves that to the driver. Without prepared statements on a connection the
        // driver has the server forget all plans, those inside functions too, each time it is given back.
        connection.CommandTimeout = CommandSeconds;
        connection.MaxAutoPrepare = settings.Prepare ? PreparedStatements : 0;
        connection.AutoPrepareMinUsages = 1;
        return connection.ConnectionString;
    }

    private static string Checked(string connectionString)
    {
        try
        {
            var connection = new NpgsqlConnectionStringBuilder(connectionString);
            if (!string.IsNullOrEmpty(connection.Host))
            {
                return connectionString;
            }
        }
        catch (Exception e) when (e is ArgumentException or FormatException or KeyNotFoundException or NotSupportedException or InvalidCastException)
        {
            // The driver's message may quote the text, which holds a password.
        }

        throw new StorageValidationException(
            ErrorCodes.InvalidConfiguration,
            "The connection string of PostgreSQL cannot be used; it is not shown, since it may hold a password. "
            + "Write Host=…;Database=…;Username=…;Password=…, or a URL postgresql://user:password@host/database.");
    }
}

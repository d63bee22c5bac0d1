using Npgsql;

namespace Toast.Postgres.Tests.Support;

/// <summary>What the plain driver takes, from the URL of a test server.</summary>
internal static class ConnectionStrings
{
    public static string Of(string url)
    {
        var uri = new Uri(url);
        string[] user = uri.UserInfo.Split(':');
        return new NpgsqlConnectionStringBuilder
        {
            Host = uri.Host,
            Port = uri.Port,
            Username = Uri.UnescapeDataString(user[0]),
            Password = Uri.UnescapeDataString(user[1]),
            Database = uri.AbsolutePath.Trim('/'),
            Pooling = false,
        }.ConnectionString;
    }
}

using Npgsql;

namespace Toast.Grains.Tests.AdoNet;

public sealed class ConnectionStringTests
{
    [Theory]
    [InlineData("postgresql://db.example/shop", true)]
    [InlineData("postgresql://db.example/shop?prepare=false", false)]
    public void Statements_of_Orleans_are_prepared_unless_the_url_says_no(string url, bool prepared)
    {
        var connection = new NpgsqlConnectionStringBuilder(OrleansPostgres.ConnectionString(url));

        Assert.Equal(prepared, connection.MaxAutoPrepare > 0);
        Assert.Equal(30, connection.CommandTimeout);
    }
}

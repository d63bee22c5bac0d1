using Npgsql;

namespace Toast.Postgres.Tests.Urls;

public sealed class ConnectionOptionsTests
{
    [Fact]
    [Trait("Behaviour", "B-402")]
    public void B_402_users_and_passwords_with_every_reserved_character_reach_the_driver()
    {
        NpgsqlConnectionStringBuilder connection = Read("postgresql://us%40er:p%40%3A%2F%23%3F%25%26%3D%20%C3%A9@db.example:6543/shop");

        Assert.Equal(("us@er", "p@:/#?%&= é", "db.example:6543", "shop"), (connection.Username, connection.Password, connection.Host, connection.Database));
    }

    [Fact]
    [Trait("Behaviour", "B-137")]
    public void B_137_several_hosts_ipv6_and_sockets_are_understood()
    {
        NpgsqlConnectionStringBuilder several = Read("postgres://app@one,two:6000,[::1]:7000/shop");
        NpgsqlConnectionStringBuilder socket = Read("postgresql:///shop?host=/run/pg&user=app");
        NpgsqlConnectionStringBuilder local = Read("postgresql:///shop");

        Assert.Equal(("one:5432,two:6000,[::1]:7000", "prefer-primary"), (several.Host, several.TargetSessionAttributes));
        Assert.Equal(("/run/pg", "app", "shop"), (socket.Host, socket.Username, socket.Database));
        Assert.Equal((Environment.UserName, "shop"), (local.Username, local.Database));
        Assert.NotNull(local.Host);
    }

    [Fact]
    [Trait("Behaviour", "B-028")]
    public void B_028_the_options_of_libpq_become_settings_of_the_driver()
    {
        NpgsqlConnectionStringBuilder connection = Read(
            "postgresql://app@h/shop?sslmode=verify-full&sslrootcert=/ca.pem&sslcert=/c.pem&sslkey=/k.pem&sslpassword=pw&application_name=orders"
            + "&search_path=a,b&options=-c%20statement_timeout%3D5s&connect_timeout=7&target_session_attrs=read-write&channel_binding=require");

        Assert.Equal((SslMode.VerifyFull, "/ca.pem", "/c.pem", "/k.pem", "pw"),
            (connection.SslMode, connection.RootCertificate, connection.SslCertificate, connection.SslKey, connection.SslPassword));
        Assert.Equal(("orders", "a,b", "-c statement_timeout=5s", 7, "read-write", ChannelBinding.Require),
            (connection.ApplicationName, connection.SearchPath, connection.Options, connection.Timeout, connection.TargetSessionAttributes, connection.ChannelBinding));
    }

    [Theory]
    [InlineData("sslmode=require", SslMode.Require)]
    [InlineData("sslmode=require&sslrootcert=/ca.pem", SslMode.VerifyCA)]
    [InlineData("sslrootcert=/ca.pem", SslMode.VerifyCA)]
    [InlineData("sslmode=disable", SslMode.Disable)]
    [Trait("Behaviour", "B-305")]
    public void B_305_whoever_names_an_authority_gets_the_certificate_checked(string options, SslMode expected) =>
        Assert.Equal(expected, Read("postgresql://app@h/shop?" + options).SslMode);

    [Fact]
    [Trait("Behaviour", "B-131")]
    public void B_131_ambient_transactions_are_not_joined_and_no_values_are_logged()
    {
        NpgsqlConnectionStringBuilder connection = Read("postgresql://app@h/shop");

        Assert.Equal((false, false, false, false), (connection.Enlist, connection.IncludeErrorDetail, connection.LogParameters, connection.PersistSecurityInfo));
        Assert.Equal(20, connection.MaxPoolSize);
    }

    [Theory]
    [InlineData("colour=red", "unknown option 'colour'")]
    [InlineData("sslmode=maybe", "option sslmode")]
    [InlineData("connect_timeout=soon", "option connect_timeout")]
    [InlineData("table=Robert'); DROP TABLE", "option table|white space")]
    [InlineData("table=Upper", "option table")]
    [InlineData("max_pool_size=0", "option max_pool_size")]
    [InlineData("gin=yes", "option gin")]
    [InlineData("layout=other", "option layout")]
    [InlineData("sslmode=disable&sslrootcert=/ca.pem", "turns TLS off")]
    [Trait("Behaviour", "B-025")]
    [Trait("Behaviour", "B-403")]
    public void B_025_B_403_a_wrong_option_is_named_and_its_value_is_not(string options, string problem)
    {
        var refused = Assert.Throws<StorageValidationException>(
            () => PostgresBackend.Open(StorageUrl.Parse($"postgresql://app:hidden-word@h/shop?{options}")));

        Assert.Equal(ErrorCodes.InvalidConfiguration, refused.Code);
        Assert.Matches(problem, refused.Message);
        Assert.All(["hidden-word", "maybe", "soon", "ca.pem", "Robert"], value => Assert.DoesNotContain(value, refused.ToString(), StringComparison.Ordinal));
    }

    private static NpgsqlConnectionStringBuilder Read(string url) => PostgresSettings.Read(StorageUrl.Parse(url)).Connection!;
}

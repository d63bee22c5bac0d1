namespace Toast.Redis.Tests.Urls;

public sealed class RedisSettingsTests
{
    [SkippableFact]
    [Trait("Behaviour", "B-402")]
    public void B_402_users_and_passwords_with_every_reserved_character_are_understood()
    {
        Skip.IfNot(RedisClient.IsCurrent, "absent: users, which the older client does not know");
        RedisSettings settings = Read("rediss://us%40er:p%40%3A%2F%23%3F%25%26%3D%20%C3%A9@cache.example:6380/3?sslrootcert=/ca.pem&sslhost=other");

        Assert.Equal(("us@er", "p@:/#?%&= é", 3, true), (settings.User, settings.Password, settings.Database, settings.Tls));
        Assert.Equal(("/ca.pem", "other", new StorageHost("cache.example", 6380)), (settings.AuthorityFile, settings.TlsHost, settings.Hosts.Single()));
    }

    [SkippableFact]
    [Trait("Behaviour", "B-137")]
    public void B_137_sockets_sentinels_and_several_hosts_are_understood()
    {
        RedisSettings cluster = Read("redis://one,two:7000,[::1]:7001");
        Assert.Equal(["one", "two:7000", "[::1]:7001"], cluster.Hosts.Select(host => host.ToString()));
        Assert.Equal(3, RedisClient.OptionsOf(cluster).EndPoints.Count);

        Skip.IfNot(RedisClient.IsCurrent, "absent: sockets and sentinels, which the older client does not know");
        Assert.Equal("/run/redis.sock", Read("redis:///2?socket=/run/redis.sock").Socket);
        Assert.Equal("mymaster", Read("redis://s1,s2,s3/0?sentinel=mymaster").Sentinel);
    }

    [Theory]
    [InlineData("redis://h/0?colour=red", "unknown option 'colour'")]
    [InlineData("redis://h/zero", "number of a database")]
    [InlineData("redis://h/0?prefix=a%7Bb%7D", "option prefix")]
    [InlineData("redis://h/0?prefix=", "option prefix")]
    [InlineData("redis://h/0?prefix=a*", "option prefix")]
    [InlineData("redis://h/0?prefix=a:", "option prefix")]
    [InlineData("redis://h/0?sslrootcert=/ca.pem", "does not ask for TLS")]
    [InlineData("redis://user@h/0", "user without a password")]
    [InlineData("redis://h/0?socket=/s", "socket and also hosts")]
    [InlineData("redis://h/0?connect_timeout=soon", "option connect_timeout")]
    [InlineData("redis://h/0?layout=other", "option layout")]
    [InlineData("redis://:hidden-word@h/0?sentinel=", "option sentinel is empty|older")]
    [Trait("Behaviour", "B-025")]
    [Trait("Behaviour", "B-403")]
    public void B_025_B_403_a_wrong_url_is_refused_with_a_reason_and_shows_no_value(string url, string problem)
    {
        var refused = Assert.Throws<StorageValidationException>(() => RedisBackend.Open(StorageUrl.Parse(url)));

        Assert.Equal(ErrorCodes.InvalidConfiguration, refused.Code);
        Assert.Matches(problem, refused.Message);
        Assert.All(["hidden-word", "ca.pem", "soon"], value => Assert.DoesNotContain(value, refused.ToString(), StringComparison.Ordinal));
    }

    [Fact]
    [Trait("Behaviour", "B-135")]
    public void The_older_client_refuses_what_it_cannot_do_where_the_url_is_judged()
    {
        Assert.All(
            ["redis://user:word@h/0", "redis://s1/0?sentinel=m", "redis:///0?socket=/s"],
            url =>
            {
                Exception? refused = Record.Exception(() => RedisBackend.Open(StorageUrl.Parse(url)));
                Assert.Equal(RedisClient.IsCurrent, refused is null);
                Assert.True(refused is null or StorageValidationException { Code: ErrorCodes.InvalidConfiguration });
            });
    }

    private static RedisSettings Read(string url) => RedisSettings.Read(StorageUrl.Parse(url));
}

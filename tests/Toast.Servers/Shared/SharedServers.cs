namespace Toast.Servers;

/// <summary>
/// The servers that all tests share: those that the environment names, else ones that are started at their first use and end with this process.
/// </summary>
public static class SharedServers
{
    public const string Postgres = "TOAST_TEST_POSTGRES";
    public const string PostgresTls = "TOAST_TEST_POSTGRES_TLS";
    public const string PostgresTlsAuthority = "TOAST_TEST_POSTGRES_CA";
    public const string Redis = "TOAST_TEST_REDIS";
    public const string RedisPassword = "TOAST_TEST_REDIS_PASSWORD";
    public const string RedisTls = "TOAST_TEST_REDIS_TLS";
    public const string RedisTlsAuthority = "TOAST_TEST_REDIS_CA";
    public const string RedisCluster = "TOAST_TEST_REDIS_CLUSTER";

    private static readonly Dictionary<string, SharedServer> All = new SharedServer[]
    {
        SharedServer.OfPostgres(Postgres, null, new PostgresServerOptions { Settings = Roomy }),
        SharedServer.OfPostgres(PostgresTls, PostgresTlsAuthority, new PostgresServerOptions { Settings = Roomy, Tls = true }),
        SharedServer.OfRedis(Redis, null, new RedisServerOptions { Settings = Quick }),
        SharedServer.OfRedis(
            RedisPassword,
            null,
            new RedisServerOptions { Settings = Quick, Password = "pass-word:@/?#%&= é", User = "toaster", UserPassword = "user-word:@/?#%&= ü" }),
        SharedServer.OfRedis(RedisTls, RedisTlsAuthority, new RedisServerOptions { Settings = Quick, Tls = true }),
        SharedServer.OfCluster(RedisCluster, Quick),
    }.ToDictionary(server => server.Variable);

    static SharedServers() => AppDomain.CurrentDomain.ProcessExit += (_, _) => StopAll();

    /// <summary>Most tests need no disk; those that do start a server of their own.</summary>
    private static Dictionary<string, string> Quick => new() { ["appendonly"] = "no", ["appendfsync"] = "everysec" };

    /// <summary>Test classes run side by side, each with pools of its own that keep their connections for minutes.</summary>
    private static Dictionary<string, string> Roomy => new() { ["max_connections"] = "400" };

    public static Task<string> PostgresUrlAsync() => All[Postgres].UrlAsync();

    public static Task<string> PostgresTlsUrlAsync() => All[PostgresTls].UrlAsync();

    public static Task<string> PostgresTlsAuthorityAsync() => All[PostgresTls].AuthorityAsync();

    public static Task<string> RedisUrlAsync() => All[Redis].UrlAsync();

    public static Task<string> RedisPasswordUrlAsync() => All[RedisPassword].UrlAsync();

    public static Task<string> RedisTlsUrlAsync() => All[RedisTls].UrlAsync();

    public static Task<string> RedisTlsAuthorityAsync() => All[RedisTls].AuthorityAsync();

    public static Task<string> RedisClusterUrlAsync() => All[RedisCluster].UrlAsync();

    /// <summary>
    /// Starts all of them and gives the variables that name them to other processes. The variable of one that cannot be had says why, so that each test need not
    /// find out again.
    /// </summary>
    public static async Task<IReadOnlyDictionary<string, string>> StartAllAsync()
    {
        IReadOnlyDictionary<string, string>[] variables = await Task.WhenAll(All.Values.Select(server => Task.Run(server.VariablesAsync)));
        return variables.SelectMany(some => some).ToDictionary();
    }

    /// <summary>Ends those that were started here.</summary>
    public static void StopAll()
    {
        foreach (SharedServer server in All.Values)
        {
            server.Stop();
        }
    }
}

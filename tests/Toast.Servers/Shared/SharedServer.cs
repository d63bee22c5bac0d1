namespace Toast.Servers;

/// <summary>One shared server: named by a variable, else started at its first use.</summary>
internal sealed class SharedServer
{
    private const string Unavailable = "unavailable: ";

    private readonly string? authorityVariable;
    private readonly Lazy<Task<Started>> started;

    private SharedServer(string variable, string? authorityVariable, Func<Task<Started>> start)
    {
        Variable = variable;
        this.authorityVariable = authorityVariable;
        started = new Lazy<Task<Started>>(start);
    }

    public string Variable { get; }

    private string? Given => Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } url ? url : null;

    public static SharedServer OfPostgres(string variable, string? authority, PostgresServerOptions options) => new(variable, authority, async () =>
    {
        try
        {
            PostgresServer server = await PostgresServer.StartAsync(options);
            return new Started(server, server.Url(), server.CertificateAuthority);
        }
        catch (ServerUnavailableException absent)
        {
            (Container container, string url) = await ContainerServers.PostgresAsync(absent, options);
            return new Started(container, url, null);
        }
    });

    public static SharedServer OfRedis(string variable, string? authority, RedisServerOptions options) => new(variable, authority, async () =>
    {
        try
        {
            RedisServer server = await RedisServer.StartAsync(options);
            return new Started(server, server.Url(), server.CertificateAuthority);
        }
        catch (ServerUnavailableException absent)
        {
            (Container container, string url) = await ContainerServers.RedisAsync(absent, options);
            return new Started(container, url, null);
        }
    });

    public static SharedServer OfCluster(string variable, IReadOnlyDictionary<string, string> settings) => new(variable, null, async () =>
    {
        RedisCluster cluster = await RedisCluster.StartAsync(settings);
        return new Started(cluster, cluster.Url(), null);
    });

    public async Task<string> UrlAsync() => Given is not { } given ? (await started.Value).Url
        : given.StartsWith(Unavailable, StringComparison.Ordinal) ? throw new ServerUnavailableException(given[Unavailable.Length..])
        : given;

    public async Task<string> AuthorityAsync() =>
        Given is null ? (await started.Value).Authority!
        : Environment.GetEnvironmentVariable(authorityVariable!) ?? throw new ServerUnavailableException($"{Variable} is given and {authorityVariable} is not");

    public async Task<IReadOnlyDictionary<string, string>> VariablesAsync()
    {
        try
        {
            var variables = new Dictionary<string, string> { [Variable] = await UrlAsync() };
            if (authorityVariable is not null && Given is null)
            {
                variables[authorityVariable] = await AuthorityAsync();
            }

            return variables;
        }
        catch (ServerUnavailableException absent)
        {
            return new Dictionary<string, string> { [Variable] = Unavailable + absent.Message };
        }
    }

    public void Stop()
    {
        if (started.IsValueCreated && started.Value.IsCompletedSuccessfully)
        {
            started.Value.Result.Server.DisposeAsync().AsTask().GetAwaiter().GetResult();
        }
    }

    private sealed record Started(IAsyncDisposable Server, string Url, string? Authority);
}

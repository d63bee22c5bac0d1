using Npgsql;

namespace Toast.Servers;

/// <summary>The servers that a container can stand in for: those without TLS, and that no test ends.</summary>
internal static class ContainerServers
{
    private const string PostgresImage = "postgres:16-alpine";
    private const string RedisImage = "redis:7-alpine";

    public static async Task<(Container Container, string Url)> PostgresAsync(ServerUnavailableException absent, PostgresServerOptions options)
    {
        Refuse(options.Tls, absent);
        string password = "toast-" + Guid.NewGuid().ToString("N");
        Container container = Container.Start(
            absent, PostgresImage, 5432, ["--env", "POSTGRES_USER=toast", "--env", "POSTGRES_DB=postgres", "--env", $"POSTGRES_PASSWORD={password}"]);
        var login = new NpgsqlConnectionStringBuilder
        {
            Host = "127.0.0.1",
            Port = container.Port,
            Username = "toast",
            Password = password,
            Database = "postgres",
            Pooling = false,
        };
        await container.ReadyAsync(async () =>
        {
            await using var connection = new NpgsqlConnection(login.ConnectionString);
            await connection.OpenAsync();
        });
        return (container, $"postgresql://toast:{password}@127.0.0.1:{container.Port}/postgres");
    }

    public static async Task<(Container Container, string Url)> RedisAsync(ServerUnavailableException absent, RedisServerOptions options)
    {
        Refuse(options.Tls || options.Password is not null, absent);
        Container container = Container.Start(
            absent, RedisImage, 6379, [], ["redis-server", .. options.Settings.SelectMany(setting => new[] { "--" + setting.Key, setting.Value })]);
        await container.ReadyAsync(async () =>
        {
            using RespClient client = await RespClient.ConnectAsync(container.Port, tls: false);
            await client.SendAsync("PING");
        });
        return (container, $"redis://127.0.0.1:{container.Port}/0");
    }

    private static void Refuse(bool needed, ServerUnavailableException absent)
    {
        if (needed)
        {
            throw new ServerUnavailableException(absent.Message + "; containers stand in only for servers without TLS and users");
        }
    }
}

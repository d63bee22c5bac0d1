namespace Toast.Servers;
public static class SharedServers
{
    public static Task<string> PostgresUrlAsync() => Task.FromResult(Environment.GetEnvironmentVariable("TOAST_TEST_POSTGRES") ?? throw new ServerUnavailableException("no server"));
    public static Task<string> RedisUrlAsync() => Task.FromResult(Environment.GetEnvironmentVariable("TOAST_TEST_REDIS") ?? throw new ServerUnavailableException("no server"));
}
public sealed class ServerUnavailableException(string reason) : Exception(reason);

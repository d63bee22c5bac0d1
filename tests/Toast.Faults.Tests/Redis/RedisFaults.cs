using Toast.Faults.Tests.Support;
using Toast.Servers;
using static Toast.Faults.Tests.Support.Outage;

namespace Toast.Faults.Tests.Redis;

/// <summary>What tests of faults on real Redis servers share.</summary>
internal static class RedisFaults
{
    /// <summary>A server whose acknowledged writes are on its disk.</summary>
    public static Task<RedisServer> DurableAsync(string? password = Password) => StartAsync(new RedisServerOptions
    {
        Password = password,
        Settings = new Dictionary<string, string> { ["appendonly"] = "yes", ["appendfsync"] = "always" },
    });

    public static Task<RedisServer> StartAsync(RedisServerOptions? options = null) =>
        OrSkipAsync(() => RedisServer.StartAsync(options ?? new RedisServerOptions { Password = Password }));

    /// <summary>The URL of a server by way of a proxy before it.</summary>
    public static string Url(TcpProxy proxy, string? password = Password) => $"redis://{(password is null ? "" : $":{password}@")}{proxy.Host}:{proxy.Port}/0";

    public static IToast New(string url, Action<ToastBuilder>? more = null) => Engines.Patient(url, more);
}

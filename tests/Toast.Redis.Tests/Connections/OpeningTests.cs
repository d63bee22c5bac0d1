using StackExchange.Redis;
using Toast.Servers;

namespace Toast.Redis.Tests.Connections;

/// <summary>What a store says that cannot be opened, and what it takes from a server that can.</summary>
public sealed class OpeningTests : RedisTest
{
    [SkippableFact]
    [Trait("Behaviour", "B-306")]
    public async Task B_306_a_database_that_the_server_does_not_have_is_missing()
    {
        StorageConnectionException failure = await RefusedAsync(Server[..^1] + "99");

        Assert.Equal(ErrorCodes.StoreMissing, failure.Code);
        Assert.Contains("raise databases in redis.conf", failure.Message, StringComparison.Ordinal);
    }

    [SkippableFact]
    [Trait("Behaviour", "B-137")]
    public async Task B_137_the_database_of_the_path_is_used()
    {
        StorageBackend backend = await OpenAsync($"{Server[..^1]}3?prefix={Prefix}");
        RecordKey key = NewKey();
        string name = $"{Prefix}:Order:{key.Id:D}";
        await ((ISupportsConditionalSave)backend).SaveAsync(Write(key, "1"), default);

        Assert.Equal("1", Json(await backend.LoadAsync(key, default)));
        Assert.False(await Plain.KeyExistsAsync(name));
        Assert.True(await Plain.Multiplexer.GetDatabase(3).KeyExistsAsync(name));
        Assert.Equal(key.Id, Assert.Single(await ((ISupportsListing)backend).ListAsync(new ListRequest("Order", null, 10), default)).Id);
        await Plain.Multiplexer.GetDatabase(3).KeyDeleteAsync(name);
    }

    [SkippableFact]
    [Trait("Behaviour", "B-306")]
    public async Task B_306_a_cluster_has_one_database_alone()
    {
        string url = await NeedAsync(SharedServers.RedisClusterUrlAsync);

        Assert.Equal(ErrorCodes.StoreMissing, (await RefusedAsync(url[..^1] + "1")).Code);
    }

    [SkippableFact]
    [Trait("Behaviour", "B-305")]
    public async Task B_305_a_file_of_authorities_that_is_absent_or_holds_none_is_named_as_the_cause()
    {
        string url = await NeedAsync(SharedServers.RedisTlsUrlAsync);
        string empty = Path.GetTempFileName();
        try
        {
            foreach (string file in new[] { "/none.pem", empty, "/" })
            {
                StorageConnectionException failure = await RefusedAsync($"{url}?sslrootcert={file}");
                Assert.Equal(ErrorCodes.TlsFailed, failure.Code);
                Assert.Contains("sslrootcert", failure.Message, StringComparison.Ordinal);
            }
        }
        finally
        {
            File.Delete(empty);
        }
    }

    [SkippableFact]
    [Trait("Behaviour", "B-137")]
    public async Task B_137_a_socket_is_used_and_one_where_nobody_listens_is_unreachable()
    {
        Skip.IfNot(RedisClient.IsCurrent, "absent: sockets, which the older client does not know");
        string socket = Path.Combine(Path.GetTempPath(), $"toast-{Guid.NewGuid():N}.sock");
        await using RedisServer server = await RedisServer.StartAsync(
            new RedisServerOptions { Settings = new Dictionary<string, string> { ["unixsocket"] = socket, ["unixsocketperm"] = "777" } });
        StorageBackend backend = await OpenAsync($"redis:///0?socket={socket}&prefix={Prefix}");
        RecordKey key = NewKey();
        await ((ISupportsConditionalSave)backend).SaveAsync(Write(key, "1"), default);

        Assert.Equal("1", await server.SendAsync("EXISTS", $"{Prefix}:Order:{key.Id:D}"));
        Assert.Equal(ErrorCodes.Unreachable, (await RefusedAsync($"redis:///0?socket={socket}.none")).Code);
    }

    [SkippableFact]
    [Trait("Behaviour", "B-129")]
    public async Task B_129_a_store_keeps_to_the_connections_it_opened_first()
    {
        await using RedisServer server = await RedisServer.StartAsync();
        await using IToast toast = new ToastBuilder().AddStore("main", server.Url()).AddModel<Item>().Build();
        ExternalReference reference = await toast.DumpAsync(new Item(0));
        int opened = await ConnectionsOfToastAsync(server);
        for (int i = 0; i < 2000; i++)
        {
            await toast.DumpAsync(new Item(i), reference);
        }

        Assert.InRange(opened, 1, 2);
        Assert.Equal(opened, await ConnectionsOfToastAsync(server));
        Assert.Equal(2001, (await toast.GetInfoAsync(reference)).Version);
    }

    [SkippableFact]
    [Trait("Behaviour", "B-131")]
    public async Task B_131_closing_leaves_no_connection_behind()
    {
        await using RedisServer server = await RedisServer.StartAsync();
        await using (IToast toast = new ToastBuilder().AddStore("main", server.Url()).AddModel<Item>().Build())
        {
            await toast.DumpAsync(new Item(0));
        }

        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (await ConnectionsOfToastAsync(server) > 0)
        {
            await Task.Delay(20, patience.Token);
        }
    }

    [Fact]
    [Trait("Behaviour", "B-306")]
    public void Opening_a_store_contacts_nobody() => Assert.NotNull(RedisBackend.Open(StorageUrl.Parse("redis://no-such-host.invalid/0")));

    [SkippableTheory]
    [InlineData("a:")]
    [InlineData("")]
    [InlineData("{a}")]
    [Trait("Behaviour", "B-031")]
    public async Task B_031_a_prefix_that_cannot_begin_a_key_is_refused_with_an_apps_own_connection_too(string prefix)
    {
        ConnectionMultiplexer mine = await ConnectionMultiplexer.ConnectAsync(StorageUrl.Parse(Server).Hosts[0].ToString());

        Assert.Equal("prefix", Assert.Throws<ArgumentException>(() => new RedisBackend(mine, prefix)).ParamName);
        RedisClient.Close(mine);
    }

    private static async Task<int> ConnectionsOfToastAsync(RedisServer server) =>
        (await server.SendAsync("CLIENT", "LIST")).Split('\n').Count(line => line.Contains(" name=Toast", StringComparison.Ordinal));

    private static async Task<StorageConnectionException> RefusedAsync(string url)
    {
        StorageBackend backend = RedisBackend.Open(StorageUrl.Parse(url));
        return await Assert.ThrowsAsync<StorageConnectionException>(() => backend.ConnectAsync(default));
    }

    [External("main")]
    public sealed record Item(int Number);
}

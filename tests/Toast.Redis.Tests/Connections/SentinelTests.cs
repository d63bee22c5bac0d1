using System.Globalization;
using Toast.Servers;

namespace Toast.Redis.Tests.Connections;

/// <summary>The sentinels of a service say which server is its master, also when that changes.</summary>
[Trait("Behaviour", "B-137")]
public sealed class SentinelTests : RedisTest
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [SkippableFact]
    public async Task B_137_records_go_to_the_master_that_sentinels_name_and_after_a_fail_over_to_the_next()
    {
        Skip.IfNot(RedisClient.IsCurrent, "absent: sentinels, which the older client does not know");
        await using RedisServer master = await RedisServer.StartAsync();
        await using RedisServer replica = await RedisServer.StartAsync();
        await replica.SendAsync("REPLICAOF", master.Host, master.Port.ToString(CultureInfo.InvariantCulture));
        await UntilAsync(async () => (await replica.SendAsync("INFO", "replication")).Contains("master_link_status:up", StringComparison.Ordinal));
        await using RedisSentinel sentinel = await RedisSentinel.StartAsync(master, replicas: 1);
        await using IToast toast = new ToastBuilder().AddStore("main", sentinel.Url($"prefix={Prefix}")).AddModel<Item>().Build();
        ExternalReference before = await toast.DumpAsync(new Item(1));
        Assert.Equal("1", await master.SendAsync("EXISTS", KeyOf(before)));
        await UntilAsync(async () => await replica.SendAsync("EXISTS", KeyOf(before)) == "1");

        await master.StopAsync(StopMode.Kill);
        await UntilAsync(async () => await sentinel.MasterPortAsync() == replica.Port);
        ExternalReference? after = null;
        await UntilAsync(async () =>
        {
            try
            {
                after = await toast.DumpAsync(new Item(2));
                return true;
            }
            catch (ExternalStorageException e) when (e is StorageConnectionException || e.Code == ErrorCodes.ReadOnly)
            {
                return false;
            }
        });

        Assert.Equal("1", await replica.SendAsync("EXISTS", KeyOf(after!)));
        Assert.Equal(new Item(1), await toast.ValidateAsync<Item>(before));
    }

    [SkippableFact]
    public async Task B_137_hosts_that_are_no_sentinels_are_told_from_a_store_that_is_slow()
    {
        Skip.IfNot(RedisClient.IsCurrent, "absent: sentinels, which the older client does not know");
        StorageBackend backend = RedisBackend.Open(StorageUrl.Parse($"{Server}?sentinel=toast-master"));

        var refused = await Assert.ThrowsAsync<StorageConnectionException>(() => backend.ConnectAsync(default));
        Assert.Equal(ErrorCodes.Unreachable, refused.Code);
        Assert.Contains("no sentinels", refused.Message, StringComparison.Ordinal);
    }

    private static async Task UntilAsync(Func<Task<bool>> holds)
    {
        using var patience = new CancellationTokenSource(Patience);
        while (!await holds())
        {
            await Task.Delay(50, patience.Token);
        }
    }

    private string KeyOf(ExternalReference reference) => $"{Prefix}:Item:{reference.Id:D}";

    [External("main")]
    public sealed record Item(int Number);
}

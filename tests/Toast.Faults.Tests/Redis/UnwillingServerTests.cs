using Toast.Faults.Tests.Models;
using Toast.Servers;
using static Toast.Faults.Tests.Redis.RedisFaults;
using static Toast.Faults.Tests.Support.Outage;

namespace Toast.Faults.Tests.Redis;

/// <summary>The server is there, and does not do what it is asked.</summary>
public sealed class UnwillingServerTests
{
    [SkippableFact, Trait("Behaviour", "B-309")]
    public async Task B_309_a_server_at_its_memory_limit_is_full_and_earlier_records_are_whole()
    {
        await using RedisServer server = await DurableAsync();
        await using IToast toast = New(server.Url());
        var note = Note.Numbered(7);
        ExternalReference reference = await toast.DumpAsync(note);
        await server.SendAsync("CONFIG", "SET", "maxmemory-policy", "noeviction");
        await server.SendAsync("CONFIG", "SET", "maxmemory", "1");

        await FailsAsync<ExternalStorageException>(ErrorCodes.StorageFull, 3, () => toast.DumpAsync(note));
        await FailsAsync<ExternalStorageException>(ErrorCodes.StorageFull, 3, () => toast.DumpAsync(Note.Numbered(8)));
        Assert.True((await toast.ValidateAsync<Note>(reference)).IsWhole());
        Assert.Equal(1, (await toast.GetInfoAsync(reference)).Version);
        await server.SendAsync("CONFIG", "SET", "maxmemory", "0");
        await toast.DumpAsync(note);

        Assert.Equal(2, (await toast.GetInfoAsync(reference)).Version);
    }

    [SkippableFact, Trait("Behaviour", "B-311")]
    public async Task B_311_a_server_busy_with_a_script_is_busy_and_used_again_afterwards()
    {
        await using RedisServer server = await DurableAsync();
        await using IToast toast = New(server.Url());
        ExternalReference reference = await toast.DumpAsync(Note.Numbered(7));
        await server.SendAsync("CONFIG", "SET", "busy-reply-threshold", "10");
        using RespClient script = await server.ConnectAsync();
        Task<string> running = script.SendAsync("EVAL", "while true do end", "0");
        await UntilAsync(() => server.SendAsync("PING").GetAwaiter().GetResult().StartsWith("-BUSY", StringComparison.Ordinal));

        var failure = await FailsAsync<StorageConnectionException>(ErrorCodes.Busy, 3, () => toast.DumpAsync(Note.Numbered(8)));
        Assert.False(failure.OutcomeUnknown);
        await FailsAsync<StorageConnectionException>(ErrorCodes.Busy, 3, () => toast.ValidateAsync<Note>(reference));
        await server.SendAsync("SCRIPT", "KILL");
        await running;
        await RecoversAsync(toast);

        Assert.True((await toast.ValidateAsync<Note>(reference)).IsWhole());
    }

    [SkippableFact, Trait("Behaviour", "B-308")]
    public async Task B_308_a_replica_refuses_writes_and_serves_loads()
    {
        await using RedisServer master = await StartAsync(new RedisServerOptions());
        await using RedisServer replica = await StartAsync(new RedisServerOptions());
        await using IToast there = New(master.Url());
        ExternalReference reference = await there.DumpAsync(Note.Numbered(7));
        await replica.SendAsync("REPLICAOF", master.Host, $"{master.Port}");
        await UntilAsync(() => replica.SendAsync("DBSIZE").GetAwaiter().GetResult().Trim(':') == "1");
        await using IToast toast = New(replica.Url());

        Assert.True((await toast.ValidateAsync<Note>(reference)).IsWhole());
        await FailsAsync<ExternalStorageException>(ErrorCodes.ReadOnly, 3, () => toast.DumpAsync(Note.Numbered(8)));
        await FailsAsync<ExternalStorageException>(ErrorCodes.ReadOnly, 3, () => toast.DeleteAsync(reference));
        Assert.Equal(1, (await toast.GetInfoAsync(reference)).Version);
    }
}

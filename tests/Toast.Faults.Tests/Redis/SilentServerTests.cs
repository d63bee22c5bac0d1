using Toast.Faults.Tests.Models;
using Toast.Faults.Tests.Support;
using Toast.Redis;
using Toast.Servers;
using static Toast.Faults.Tests.Redis.RedisFaults;
using static Toast.Faults.Tests.Support.Outage;

namespace Toast.Faults.Tests.Redis;

/// <summary>The server, or the way to it, says nothing.</summary>
public sealed class SilentServerTests
{
    private static readonly TimeSpan Short = TimeSpan.FromSeconds(1);

    [SkippableFact, Trait("Behaviour", "B-302"), Trait("Behaviour", "B-126")]
    public async Task B_302_a_server_that_accepts_and_never_answers_ends_as_a_timeout()
    {
        await using RedisServer server = await DurableAsync();
        await using IToast toast = New(server.Url());
        ExternalReference kept = await toast.DumpAsync(Note.Numbered(7));
        server.Pause();
        try
        {
            await FailsAsync<StorageConnectionException>(ErrorCodes.Timeout, 2, () => toast.ValidateAsync<Note>(kept, new ValidateOptions { Timeout = Short }));
            var failure = await FailsAsync<StorageConnectionException>(
                ErrorCodes.Timeout, 2, () => toast.DumpAsync(Note.Numbered(8), new DumpOptions { Timeout = Short }));
            Assert.True(failure.OutcomeUnknown);
        }
        finally
        {
            server.Resume();
        }

        await RecoversAsync(toast);
        Assert.True((await toast.ValidateAsync<Note>(kept)).IsWhole());
    }

    [SkippableFact, Trait("Behaviour", "B-302")]
    public async Task B_302_a_call_without_a_deadline_does_not_wait_for_ever()
    {
        await using RedisServer server = await DurableAsync();
        StorageBackend backend = new RedisBackend(StorageUrl.Parse(server.Url()));
        await backend.ConnectAsync(default);
        var record = new StoredRecord
        {
            Key = new RecordKey("Note", Guid.CreateVersion7()),
            Data = "{}"u8.ToArray(),
            Created = DateTimeOffset.UnixEpoch,
            Updated = DateTimeOffset.UnixEpoch,
        };
        server.Pause();
        try
        {
            Task load = backend.LoadAsync(record.Key, default), save = backend.SaveAsync(record, default);
            Assert.False((await Assert.ThrowsAsync<StorageConnectionException>(() => load)).OutcomeUnknown);
            Assert.True((await Assert.ThrowsAsync<StorageConnectionException>(() => save)).OutcomeUnknown);
        }
        finally
        {
            server.Resume();
        }

        await backend.DisconnectAsync(default);
    }

    [SkippableFact, Trait("Behaviour", "B-302")]
    public async Task B_302_silence_while_connecting_is_a_timeout_with_a_known_outcome()
    {
        await using RedisServer server = await DurableAsync();
        await using TcpProxy proxy = await TcpProxy.StartAsync(server.Host, server.Port);
        proxy.BlackHole();
        await using IToast toast = Engines.On(Url(proxy));

        var failure = await FailsAsync<StorageConnectionException>(ErrorCodes.Timeout, 12, () => toast.DumpAsync(Note.Numbered(1)));
        Assert.False(failure.OutcomeUnknown);
        proxy.Pass();
        await RecoversAsync(toast);
    }

    [SkippableFact, Trait("Behaviour", "B-313"), Trait("Behaviour", "B-125")]
    public async Task B_313_a_connection_cut_between_write_and_acknowledgement_makes_one_record_with_one_version()
    {
        await using RedisServer server = await DurableAsync();
        await using TcpProxy proxy = await TcpProxy.StartAsync(server.Host, server.Port);
        await using IToast toast = Engines.On(Url(proxy));
        await toast.DumpAsync(Note.Numbered(1));
        var note = Note.Numbered(2);
        proxy.DropAnswers();
        Task<ExternalReference> dump = toast.DumpAsync(note);
        await UntilAsync(() => server.SendAsync("DBSIZE").GetAwaiter().GetResult().Trim(':') == "2");
        proxy.Cut();
        proxy.Pass();

        ExternalReference reference;
        try
        {
            reference = await dump;
        }
        catch (StorageConnectionException e)
        {
            // The engine's own tries may all fall into the time in which the client makes its connection anew; then the caller repeats.
            Assert.True(e.OutcomeUnknown);
            await RecoversAsync(toast);
            reference = await toast.DumpAsync(note);
        }

        Assert.Equal(1, (await toast.GetInfoAsync(reference)).Version);
        Assert.True((await toast.ValidateAsync<Note>(reference)).IsWhole());
    }

    [SkippableFact, Trait("Behaviour", "B-314")]
    public async Task B_314_a_connection_cut_while_idle_is_not_noticed_for_long()
    {
        await using RedisServer server = await DurableAsync();
        await using IToast toast = New(server.Url());
        ExternalReference kept = await toast.DumpAsync(Note.Numbered(7));
        await server.SendAsync("CLIENT", "KILL", "TYPE", "normal", "SKIPME", "yes");

        await RecoversAsync(toast);
        Assert.True((await toast.ValidateAsync<Note>(kept)).IsWhole());
    }

    [SkippableFact, Trait("Behaviour", "B-311")]
    public Task B_311_a_connection_that_fell_silent_for_ever_is_left_for_another() => IsLeftAsync(async (proxy, toast, kept) =>
    {
        proxy.Silence();
        await FailsAsync<StorageConnectionException>(ErrorCodes.Timeout, 2, () => toast.ValidateAsync<Note>(kept, new ValidateOptions { Timeout = Short }));
    });

    [SkippableFact, Trait("Behaviour", "B-311")]
    public Task B_311_a_connection_that_met_silence_when_it_was_made_anew_is_left_for_another() => IsLeftAsync(async (proxy, _, _) =>
    {
        int before = proxy.Accepted;
        proxy.BlackHole();
        proxy.Cut();
        await UntilAsync(() => proxy.Accepted > before);
        proxy.Silence();
        proxy.Pass();
    });

    [SkippableFact, Trait("Behaviour", "B-329")]
    public async Task B_329_a_silent_store_does_not_hold_up_another()
    {
        await using RedisServer silent = await DurableAsync();
        await using RedisServer good = await DurableAsync();
        await using IToast toast = New(good.Url(), builder => builder.AddStore("other", silent.Url()));
        IValues<string> values = toast.For<string>("other");
        await values.DumpAsync("before");

        // Longer than any of it takes on a busy machine: a call that is held up gets no answer at all.
        var patient = new DumpOptions { Timeout = TimeSpan.FromMinutes(1) };
        silent.Pause();
        try
        {
            Task[] hanging = [.. Enumerable.Range(0, 500).Select(i => values.DumpAsync($"{i}", patient))];
            for (int i = 0; i < 200; i++)
            {
                ExternalReference reference = await toast.DumpAsync(Note.Numbered(i), patient);
                Assert.True((await toast.ValidateAsync<Note>(reference)).IsWhole());
            }

            Assert.All(hanging, call => Assert.False(call.IsCompletedSuccessfully));
            silent.Resume();
            await Task.WhenAll(hanging);
        }
        finally
        {
            silent.Resume();
        }
    }

    /// <summary>Has a connection fall silent while new ones work, and waits until the same engine works again.</summary>
    private static async Task IsLeftAsync(Func<TcpProxy, IToast, ExternalReference, Task> fallSilent)
    {
        await using RedisServer server = await DurableAsync();
        await using TcpProxy proxy = await TcpProxy.StartAsync(server.Host, server.Port);
        await using IToast toast = Engines.On(Url(proxy));
        ExternalReference kept = await toast.DumpAsync(Note.Numbered(7));
        await fallSilent(proxy, toast, kept);
        await RecoversAsync(toast);
        Assert.True((await toast.ValidateAsync<Note>(kept)).IsWhole());
    }
}

using Toast.Faults.Tests.Models;
using Toast.Faults.Tests.Support;
using Toast.Servers;
using static Toast.Faults.Tests.Postgres.PostgresFaults;
using static Toast.Faults.Tests.Support.Outage;

namespace Toast.Faults.Tests.Postgres;

/// <summary>The server, or the way to it, says nothing.</summary>
public sealed class SilentServerTests
{
    private static readonly TimeSpan Short = TimeSpan.FromSeconds(1);

    [SkippableFact, Trait("Behaviour", "B-302"), Trait("Behaviour", "B-126")]
    public async Task B_302_a_server_that_accepts_and_never_answers_ends_as_a_timeout()
    {
        await using PostgresServer server = await StartAsync();
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
    public async Task B_302_an_open_connection_that_goes_silent_ends_within_the_ordinary_deadline()
    {
        await using PostgresServer server = await StartAsync();
        await using TcpProxy proxy = await TcpProxy.StartAsync(server.Host, server.Port);
        await using IToast toast = Engines.On(Url(server, proxy));
        var note = Note.Numbered(7);
        ExternalReference kept = await toast.DumpAsync(note);
        proxy.BlackHole();

        Task<StorageConnectionException> load = FailsAsync<StorageConnectionException>(ErrorCodes.Timeout, 12, () => toast.ValidateAsync<Note>(kept));
        Task<StorageConnectionException> dump = FailsAsync<StorageConnectionException>(ErrorCodes.Timeout, 12, () => toast.DumpAsync(note));
        Assert.False((await load).OutcomeUnknown);
        Assert.True((await dump).OutcomeUnknown);
        proxy.Pass();
        await RecoversAsync(toast);

        await toast.DumpAsync(note);
        Assert.Equal(2, (await toast.GetInfoAsync(kept)).Version);
    }

    [SkippableFact, Trait("Behaviour", "B-302")]
    public async Task B_302_silence_while_connecting_is_a_timeout_with_a_known_outcome()
    {
        await using PostgresServer server = await StartAsync();
        await using TcpProxy proxy = await TcpProxy.StartAsync(server.Host, server.Port);
        proxy.BlackHole();
        await using IToast toast = Engines.On(Url(server, proxy));

        var failure = await FailsAsync<StorageConnectionException>(ErrorCodes.Timeout, 12, () => toast.DumpAsync(Note.Numbered(1)));
        Assert.False(failure.OutcomeUnknown);
        proxy.Pass();
        await RecoversAsync(toast);
    }

    [SkippableFact, Trait("Behaviour", "B-329")]
    public async Task B_329_a_silent_store_does_not_hold_up_another()
    {
        await using PostgresServer silent = await StartAsync();
        await using PostgresServer good = await StartAsync();
        await using IToast toast = New(good.Url(), builder => builder.AddStore("other", silent.Url()));
        IValues<string> values = toast.For<string>("other");
        await values.DumpAsync("before");
        silent.Pause();
        try
        {
            Task[] hanging = [.. Enumerable.Range(0, 500).Select(i => values.DumpAsync($"{i}", new DumpOptions { Timeout = TimeSpan.FromMinutes(1) }))];
            for (int i = 0; i < 200; i++)
            {
                ExternalReference reference = await toast.DumpAsync(Note.Numbered(i));
                Assert.True((await toast.ValidateAsync<Note>(reference)).IsWhole());
            }

            Assert.All(hanging, call => Assert.False(call.IsCompleted));
            silent.Resume();
            await Task.WhenAll(hanging);
        }
        finally
        {
            silent.Resume();
        }
    }
}

namespace Toast.Core.Tests.Engine;

public sealed class OpeningTests
{
    private static readonly DumpOptions Short = new() { Timeout = TimeSpan.FromMilliseconds(200) };

    [Fact]
    [Trait("Behaviour", "B-302")]
    public async Task B_302_a_write_that_waits_for_the_store_to_open_was_not_sent_and_never_will_be()
    {
        var opening = new TaskCompletionSource();
        var backend = new HookedBackend { OnConnect = () => opening.Task };
        var sent = new List<string>();
        backend.BeforeWrite = (_, requests) =>
        {
            sent.AddRange(requests.Select(request => System.Text.Encoding.UTF8.GetString(request.Data.Span)));
            return Task.CompletedTask;
        };
        await using IToast toast = GroupCommitTests.New(backend);
        Task<ExternalReference> patient = toast.DumpAsync(new Note { Text = "patient" });

        var error = await Assert.ThrowsAsync<StorageConnectionException>(() => toast.DumpAsync(new Note { Text = "hasty" }, Short));
        opening.SetResult();
        await patient;
        await toast.DumpAsync(new Note { Text = "later" });

        Assert.Equal((ErrorCodes.Timeout, false), (error.Code, error.OutcomeUnknown));
        Assert.Equal(["""{"text":"patient"}""", """{"text":"later"}"""], sent);
    }

    [Fact]
    [Trait("Behaviour", "B-302")]
    public async Task B_302_a_flush_whose_callers_all_gave_up_while_the_store_opened_sends_nothing()
    {
        var opening = new TaskCompletionSource();
        var backend = new HookedBackend { OnConnect = () => opening.Task };
        await using IToast toast = GroupCommitTests.New(backend);
        var note = new Note { Text = "mine" };

        using var cancellation = new CancellationTokenSource();
        Task<ExternalReference> dump = toast.DumpAsync(note, null, cancellation.Token);
        await cancellation.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => dump);
        opening.SetResult();
        await toast.DumpAsync(new Note());

        Assert.Equal(1, backend.Writes);
        Assert.Null(toast.GetReference(note));
    }

    [Fact]
    [Trait("Behaviour", "B-131")]
    public async Task B_131_disposing_while_the_store_opens_ends()
    {
        var opening = new TaskCompletionSource();
        var backend = new HookedBackend { OnConnect = () => opening.Task };
        IToast toast = GroupCommitTests.New(backend);
        Task<ExternalReference> dump = toast.DumpAsync(new Note());

        ValueTask closing = toast.DisposeAsync();
        opening.SetResult();
        await closing;

        Assert.NotNull(await dump);
    }
}

using System.Transactions;

namespace Toast.Core.Tests.Engine;

/// <summary>A flush or a batched read serves several callers, so it runs in the context of none.</summary>
public sealed class CallerContextTests
{
    private static readonly AsyncLocal<string?> Caller = new();

    [Fact]
    [Trait("Behaviour", "B-120")]
    public async Task B_120_backends_see_neither_the_locals_nor_the_transaction_of_a_caller()
    {
        var seen = new List<(string? Caller, Transaction? Transaction)>();
        var backend = new HookedBackend();
        backend.BeforeWrite = (_, _) => Look();
        backend.BeforeRead = _ => Look();
        await using IToast toast = GroupCommitTests.New(backend);
        using var scope = new TransactionScope(TransactionScopeAsyncFlowOption.Enabled);
        Caller.Value = "a caller";

        ExternalReference reference = await toast.DumpAsync(new Note());
        await toast.ValidateAsync<Note>(reference);

        Assert.NotNull(Transaction.Current);
        Assert.Equal("a caller", Caller.Value);
        Assert.Equal([(null, null), (null, null)], seen);

        async Task Look()
        {
            seen.Add((Caller.Value, Transaction.Current));
            await Task.Yield();
        }
    }

    [Fact]
    [Trait("Behaviour", "B-120")]
    public async Task B_120_a_store_that_goes_on_in_its_context_does_not_wait_for_the_thread_of_a_caller()
    {
        var busy = new BusyThread();
        var backend = new HookedBackend
        {
            OnConnect = YieldAsync,
            BeforeWrite = (_, _) => YieldAsync(),
            BeforeRead = _ => YieldAsync(),
            BeforeDelete = _ => YieldAsync(),
        };
        await using IToast toast = GroupCommitTests.New(backend);

        ExternalReference reference = await busy.CallAsync(() => toast.DumpAsync(new Note { Text = "x" }));
        Assert.Equal("x", (await busy.CallAsync(() => toast.ValidateAsync<Note>(reference))).Text);
        Assert.Equal(1, (await busy.CallAsync(() => toast.GetInfoAsync(reference))).Version);
        await busy.CallAsync(() => toast.DumpManyAsync([new Note(), new Note()]));
        Assert.True(await busy.CallAsync(() => toast.DeleteAsync(reference)));

        Assert.Equal(0, busy.Posts);

        static async Task YieldAsync() => await Task.Yield();
    }

    /// <summary>The context of a thread that waits, so that nothing runs that is posted to it.</summary>
    private sealed class BusyThread : SynchronizationContext
    {
        private int posts;

        public int Posts => posts;

        public override void Post(SendOrPostCallback d, object? state) => Interlocked.Increment(ref posts);

        public async Task<T> CallAsync<T>(Func<Task<T>> call)
        {
            SynchronizationContext? before = Current;
            SetSynchronizationContext(this);
            Task<T> called;
            try
            {
                called = call();
            }
            finally
            {
                SetSynchronizationContext(before);
            }

            return await called.WaitAsync(TimeSpan.FromSeconds(60));
        }
    }
}

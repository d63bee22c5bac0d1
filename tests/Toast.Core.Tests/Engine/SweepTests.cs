using System.Threading.Channels;
using Toast.Core.Tests.Support;

namespace Toast.Core.Tests.Engine;

/// <summary>When expired records are removed.</summary>
public sealed class SweepTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly SteppedTime time = new();
    private readonly SweptBackend backend = new();

    [Fact]
    [Trait("Behaviour", "B-116")]
    public async Task B_116_sweeping_begins_when_the_store_is_opened_not_when_something_expiring_is_written()
    {
        await using IToast toast = New();
        time.Advance(SweptBackend.Interval);
        await toast.ExistsAsync(new ExternalReference("Note", Guid.NewGuid()));
        Assert.Equal(0, backend.Sweeps);

        await StepUntilSweptAsync();
        await StepUntilSweptAsync();
    }

    [Fact]
    [Trait("Behaviour", "B-116")]
    [Trait("Behaviour", "B-130")]
    public async Task B_116_a_process_that_may_not_sweep_says_so_once_and_stops()
    {
        using var log = new LogLines();
        backend.Failure = new ExternalStorageException(ErrorCodes.AccessDenied, "may not delete");
        await using IToast toast = New(log);
        await toast.ExistsAsync(new ExternalReference("Note", Guid.NewGuid()));

        await StepUntilSweptAsync();
        while (!log.Lines.Any(line => line.Id == 11))
        {
            await Task.Yield();
        }

        time.Advance(SweptBackend.Interval * 3);
        await toast.ExistsAsync(new ExternalReference("Note", Guid.NewGuid()));

        Assert.Equal(1, backend.Sweeps);
        Assert.Single(log.Lines, line => line.Id == 11);
    }

    private IToast New(LogLines? log = null)
    {
        ToastBuilder builder = new ToastBuilder().UseTime(time).AddStore("main", backend).AddModel<Note>();
        return (log is null ? builder : builder.UseLogging(log)).Build();
    }

    /// <summary>The timer is set by another thread, so time goes on until it has fired.</summary>
    private async Task StepUntilSweptAsync()
    {
        using var timeout = new CancellationTokenSource(Patience);
        Task<bool> swept = backend.Swept.WaitToReadAsync(timeout.Token).AsTask();
        while (!swept.IsCompleted)
        {
            time.Advance(SweptBackend.Interval);
            await Task.WhenAny(swept, Task.Delay(1, timeout.Token));
        }

        Assert.True(await swept);
        while (backend.Swept.TryRead(out _))
        {
            // Several intervals may have passed at once.
        }
    }

    private sealed class SweptBackend() : StorageBackend(StorageUrl.Parse("swept://")), ISupportsConditionalSave, ISupportsExpiry
    {
        public static readonly TimeSpan Interval = TimeSpan.FromMinutes(1);

        private readonly Channel<int> swept = Channel.CreateUnbounded<int>();
        private int sweeps;

        public ChannelReader<int> Swept => swept.Reader;

        public int Sweeps => sweeps;

        public Exception? Failure { get; set; }

        public TimeSpan? SweepInterval => Interval;

        public override Task ConnectAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public override Task DisconnectAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public override Task SaveAsync(StoredRecord record, CancellationToken cancellationToken) => Task.CompletedTask;

        public override Task<StoredRecord?> LoadAsync(RecordKey key, CancellationToken cancellationToken) => Task.FromResult<StoredRecord?>(null);

        public Task<SaveResult> SaveAsync(SaveRequest request, CancellationToken cancellationToken) =>
            Task.FromResult(new SaveResult(SaveStatus.NotFound, 0));

        public Task<int> SweepAsync(CancellationToken cancellationToken)
        {
            int number = Interlocked.Increment(ref sweeps);
            swept.Writer.TryWrite(number);
            return Failure is null ? Task.FromResult(0) : throw Failure;
        }
    }
}

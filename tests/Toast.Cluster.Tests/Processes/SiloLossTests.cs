using System.Collections.Concurrent;
using Toast.Cluster.Tests.Support;
using Toast.Servers;
using Xunit.Abstractions;

namespace Toast.Cluster.Tests.Processes;

/// <summary>Silos as they are deployed, processes with a membership in PostgreSQL: one is lost, one leaves, and the callers hardly notice.</summary>
public sealed class SiloLossTests(ITestOutputHelper output)
{
    private const int Callers = 16;

    /// <summary>The deadline of a call unless an app sets another: no call around the loss of a silo may need more.</summary>
    private static readonly TimeSpan CallDeadline = new EngineOptions().OperationTimeout;

    [SkippableFact]
    [Trait("Behaviour", "B-503")]
    [Trait("Behaviour", "B-517")]
    public async Task B_503_B_517_a_killed_silo_is_a_pause_and_a_stopped_one_is_nothing_to_the_callers()
    {
        await using ProcessCluster cluster = await StartAsync(2);
        IToast toast = await cluster.ConnectAsync(app => app.AddModel<Step>().UseDefaultStore("default").WithPatience());
        await using var load = new Load(toast);
        await load.MoreAsync(500);
        Told("before");

        await cluster.KillAsync(cluster.Nodes[0]);
        await load.MoreAsync(500);
        Told("around SIGKILL");
        Assert.Empty(load.Failures);

        SiloNode leaving = cluster.Nodes[0];
        await cluster.AddAsync();
        await load.MoreAsync(500);
        Told("around a silo that joins");
        Assert.Equal(0, await cluster.StopAsync(leaving));
        await load.MoreAsync(500);
        Told("around SIGTERM");
        Assert.Empty(load.Failures);
        await load.StopAsync();
        await load.CheckAsync();

        void Told(string when)
        {
            TimeSpan longest = load.TakeLongest();
            output.WriteLine($"Longest call {when}: {longest.TotalSeconds:0.00} s");
            Assert.InRange(longest, TimeSpan.Zero, CallDeadline);
        }
    }

    /// <summary>What the callers write.</summary>
    [External]
    public sealed record Step(int Number);

    private static async Task<ProcessCluster> StartAsync(int silos)
    {
        try
        {
            return await ProcessCluster.StartAsync(silos);
        }
        catch (ServerUnavailableException absent)
        {
            Skip.If(true, absent.Message);
            throw;
        }
    }

    /// <summary>Callers that write and read records of their own, one version after the other.</summary>
    private sealed class Load : IAsyncDisposable
    {
        private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

        private readonly IToast toast;
        private readonly CancellationTokenSource stop = new();
        private readonly ConcurrentDictionary<ExternalReference, int> acknowledged = new();
        private readonly ConcurrentQueue<Exception> failures = new();
        private readonly Task running;
        private int done;
        private long longest;

        public Load(IToast toast)
        {
            this.toast = toast;
            running = Task.WhenAll(Enumerable.Range(0, Callers).Select(i => Task.Run(() => CallAsync(i))));
        }

        public IReadOnlyCollection<Exception> Failures => failures;

        /// <summary>The longest call since this was last asked.</summary>
        public TimeSpan TakeLongest() => TimeSpan.FromTicks(Interlocked.Exchange(ref longest, 0));

        /// <summary>Waits until that many more writes were acknowledged.</summary>
        public async Task MoreAsync(int writes)
        {
            int goal = Volatile.Read(ref done) + writes;
            RunningTime time = RunningTime.Start();
            while (Volatile.Read(ref done) < goal && failures.IsEmpty)
            {
                Assert.True(time.Elapsed < Patience, "The callers stand still.");
                await Task.Delay(20);
            }
        }

        public async Task StopAsync()
        {
            await stop.CancelAsync();
            await running;
        }

        /// <summary>What was acknowledged last is what is stored.</summary>
        public async Task CheckAsync()
        {
            foreach ((ExternalReference reference, int number) in acknowledged)
            {
                Assert.Equal(number, (await toast.ValidateAsync<Step>(reference, new ValidateOptions { Fresh = true })).Number);
            }
        }

        public async ValueTask DisposeAsync()
        {
            await StopAsync();
            stop.Dispose();
        }

        private async Task CallAsync(int caller)
        {
            ExternalReference? reference = null;
            for (int number = 1; !stop.IsCancellationRequested; number++)
            {
                try
                {
                    RunningTime time = RunningTime.Start();
                    reference = reference is null || number % 20 == 0
                        ? await toast.DumpAsync(new Step(number))
                        : await toast.DumpAsync(new Step(number), reference);
                    Note(time);
                    acknowledged[reference] = number;
                    time = RunningTime.Start();
                    Assert.Equal(number, (await toast.ValidateAsync<Step>(reference)).Number);
                    Note(time);
                    Interlocked.Increment(ref done);
                }
                catch (Exception failure)
                {
                    failures.Enqueue(failure);
                    return;
                }
            }
        }

        private void Note(RunningTime time)
        {
            long elapsed = time.Elapsed.Ticks;
            long known;
            while (elapsed > (known = Volatile.Read(ref longest)) && Interlocked.CompareExchange(ref longest, elapsed, known) != known)
            {
            }
        }
    }
}

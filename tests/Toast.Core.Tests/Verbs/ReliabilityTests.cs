using System.Diagnostics;
using Toast.Core.Tests.Engine;
using Toast.Core.Tests.Verbs.Models;

namespace Toast.Core.Tests.Verbs;

/// <summary>Deadlines, retries, shutdown and health, as callers of the verbs see them.</summary>
public sealed class ReliabilityTests : VerbTest
{
    [Fact]
    [Trait("Behaviour", "B-126")]
    public async Task B_126_each_call_has_a_deadline_that_its_caller_can_set()
    {
        var backend = new HookedBackend();
        IToast toast = Open(backend, builder => builder.Configure(options => options.OperationTimeout = TimeSpan.FromDays(1)));
        var customer = new Customer("Ada", 36);
        ExternalReference reference = await toast.DumpAsync(customer);
        var never = new TaskCompletionSource();
        backend.BeforeWrite = (_, _) => never.Task;
        backend.BeforeRead = _ => never.Task;
        var short_ = TimeSpan.FromMilliseconds(200);
        long started = Stopwatch.GetTimestamp();

        var dump = await EndsAsync(() => toast.DumpAsync(customer, new DumpOptions { Timeout = short_ }));
        await EndsAsync(() => toast.ValidateAsync<Customer>(reference, new ValidateOptions { Timeout = short_ }));
        await EndsAsync(() => toast.UpdateAsync<Customer>(reference, same => same, new DumpOptions { Timeout = short_ }));

        Assert.True(Stopwatch.GetElapsedTime(started) > 2 * short_);
        Assert.True(dump.OutcomeUnknown);
        Assert.Equal(("Customer", reference.Id, "main"), (dump.ClassName, dump.Id!.Value, dump.Store));
        never.SetResult();

        static Task<StorageConnectionException> EndsAsync(Func<Task> call) =>
            FailsAsync<StorageConnectionException>(ErrorCodes.Timeout, call).WaitAsync(TimeSpan.FromMinutes(2));
    }

    [Fact]
    [Trait("Behaviour", "B-131")]
    public async Task B_131_disposing_closes_what_toast_opened_and_nothing_that_was_passed_in()
    {
        HookedBackend passedIn = new(), made = new(), unused = new();
        IToast toast = Open(builder => builder
            .AddBackend("made", _ => made).AddBackend("unused", _ => unused)
            .AddStore("main", passedIn).AddStore("made", "made://x").AddStore("unused", "unused://x")
            .UseDefaultStore("main").AddModel<GuardedCustomer>(model => model.StoreIn("made")));
        await toast.DumpAsync(new Customer("Ada", 36));
        await toast.DumpAsync(new GuardedCustomer());
        var gate = new TaskCompletionSource();
        made.BeforeWrite = (_, _) => gate.Task;
        Task<ExternalReference> running = toast.DumpAsync(new GuardedCustomer());
        ValueTask closing = toast.DisposeAsync();
        Assert.False(made.IsClosed);
        gate.SetResult();
        await closing;

        Assert.Equal((false, true, false), (passedIn.IsClosed, made.IsClosed, unused.IsClosed));
        Assert.NotNull(await running);
        await Assert.ThrowsAsync<ObjectDisposedException>(() => toast.DumpAsync(new Customer("Ada", 36)));
        await Assert.ThrowsAsync<ObjectDisposedException>(() => toast.ValidateAsync<Customer>(new ExternalReference("Customer", Guid.CreateVersion7())));
        await toast.DisposeAsync();
    }

    [Fact]
    [Trait("Behaviour", "B-134")]
    [Trait("Behaviour", "B-015")]
    public async Task B_134_B_015_each_store_is_up_or_down_by_itself_and_a_change_shows_at_once()
    {
        HookedBackend good = new(), bad = new() { OnConnect = () => throw new StorageConnectionException(ErrorCodes.Unreachable, "Refused. Start it.") };
        IToast toast = Open(builder => builder
            .AddStore("good", good).AddStore("bad", bad).UseDefaultStore("bad").Configure(options => options.MaxRetries = 0));
        StoreHealth[] before = [.. await toast.ProbeAsync()];
        var customer = new Customer("Ada", 36);
        var error = await FailsAsync<StorageConnectionException>(ErrorCodes.Unreachable, () => toast.DumpAsync(customer));
        bad.OnConnect = () => Task.CompletedTask;

        Assert.Equal([("bad", false), ("good", true)], before.Select(store => (store.Store, store.IsUp)));
        Assert.Equal((ErrorCodes.Unreachable, "Refused. Start it."), (before[0].Code, before[0].Problem));
        Assert.All(await toast.ProbeAsync(), store => Assert.True(store.IsUp));
        Assert.Equal(0, good.Writes + bad.Writes);
        Assert.Equal(error.Id, (await toast.DumpAsync(customer)).Id);
        Assert.Single(await Task.WhenAll(toast.GetInfoAsync(toast.GetReference(customer)!)));
    }

    [Fact]
    [Trait("Behaviour", "B-162")]
    public async Task B_162_a_failure_between_two_dumps_leaves_the_first_reference_to_go_on_or_undo_with()
    {
        var backend = new HookedBackend();
        IToast toast = Open(backend, builder => builder.Configure(options => options.MaxRetries = 0));
        var user = new Customer("Ada", 36);
        var welcome = new GuardedCustomer { Name = "Welcome" };
        ExternalReference stored = await toast.DumpAsync(user);
        backend.BeforeWrite = (_, _) => throw new StorageConnectionException(ErrorCodes.Unreachable, "down");
        var error = await FailsAsync<StorageConnectionException>(ErrorCodes.Unreachable, () => toast.DumpAsync(welcome));
        backend.BeforeWrite = (_, _) => Task.CompletedTask;

        Assert.Equal(stored, toast.GetReference(user));
        Assert.Equal(error.Id, (await toast.DumpAsync(welcome)).Id);
        Assert.True(await toast.DeleteAsync(user));
    }
}

using System.Runtime.ExceptionServices;

namespace Toast.Core.Tests.Engine;

/// <summary>Answers that arrive between the end of the deadline and the moment the caller hears of it.</summary>
public sealed class LastMomentTests
{
    private static readonly AsyncLocal<bool> IsCaller = new();

    [Fact]
    [Trait("Behaviour", "B-126")]
    public async Task B_126_a_write_answered_in_the_last_moment_is_acknowledged()
    {
        var time = new SteppedTime();
        var gate = new TaskCompletionSource();
        var backend = new HookedBackend();
        await using IToast toast = New(backend, time);
        await toast.DumpAsync(new Note());
        backend.AfterWrite = _ => gate.Task;

        IsCaller.Value = true;
        Task<ExternalReference> dump = toast.DumpAsync(new Note { Text = "x" });
        await AnswerWhenTimedOut(time, gate);

        Assert.Equal("x", (await toast.ValidateAsync<Note>(await dump)).Text);
    }

    [Fact]
    [Trait("Behaviour", "B-126")]
    public async Task B_126_a_read_may_take_as_long_as_its_caller_allows()
    {
        var time = new SteppedTime();
        var gate = new TaskCompletionSource();
        var backend = new HookedBackend();
        await using IToast toast = New(backend, time);
        ExternalReference reference = await toast.DumpAsync(new Note { Text = "x" });
        backend.BeforeRead = _ => gate.Task;

        Task<Note> validate = toast.ValidateAsync<Note>(reference, new ValidateOptions { Timeout = TimeSpan.FromMinutes(1) });
        time.Advance(TimeSpan.FromSeconds(30));
        gate.SetResult();

        Assert.Equal("x", (await validate).Text);
    }

    private static IToast New(StorageBackend backend, TimeProvider time) =>
        new ToastBuilder().AddStore("main", backend).AddModel<Note>().UseTime(time).Build();

    /// <summary>Lets the deadline pass, and the store answer at the very moment the time-out is thrown, before anybody has caught it.</summary>
    private static async Task AnswerWhenTimedOut(SteppedTime time, TaskCompletionSource gate)
    {
        void Answer(object? sender, FirstChanceExceptionEventArgs thrown)
        {
            if (thrown.Exception is TimeoutException && IsCaller.Value)
            {
                gate.TrySetResult();
            }
        }

        AppDomain.CurrentDomain.FirstChanceException += Answer;
        try
        {
            time.Advance(TimeSpan.FromSeconds(10));
            await gate.Task.WaitAsync(TimeSpan.FromSeconds(30));
        }
        finally
        {
            AppDomain.CurrentDomain.FirstChanceException -= Answer;
        }
    }
}

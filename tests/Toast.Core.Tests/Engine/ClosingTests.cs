using Toast.Core.Tests.Support;

namespace Toast.Core.Tests.Engine;

/// <summary>What goes wrong while things are put away after something went wrong.</summary>
public sealed class ClosingTests
{
    [Fact]
    [Trait("Behaviour", "B-325")]
    public async Task B_325_a_failing_close_is_logged_and_does_not_hide_the_failure_before_it()
    {
        using var log = new LogLines();
        var backend = new HookedBackend { OnDisconnect = () => throw new InvalidOperationException("password=hunter2") };

        async Task UseAsync()
        {
            await using IToast toast = new ToastBuilder()
                .AddBackend("broken", _ => backend).AddStore("main", "broken://").AddModel<Note>().UseLogging(log).Build();
            await toast.DumpAsync(new Note());
            backend.BeforeWrite = (_, _) => throw new ExternalStorageException(ErrorCodes.StorageFull, "the disk is full");
            await toast.DumpAsync(new Note());
        }

        backend.BeforeWrite = (_, _) => Task.CompletedTask;
        Assert.Equal(ErrorCodes.StorageFull, (await Assert.ThrowsAsync<ExternalStorageException>(UseAsync)).Code);
        Assert.True(backend.IsClosed);
        (int id, string text) = Assert.Single(log.Lines, line => line.Id == 10);
        Assert.Equal(10, id);
        Assert.DoesNotContain("hunter2", text, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Behaviour", "B-325")]
    public async Task B_325_a_store_that_does_not_close_keeps_no_other_open()
    {
        var broken = new HookedBackend { OnDisconnect = () => throw new InvalidOperationException("stuck") };
        var sound = new HookedBackend();
        IToast toast = new ToastBuilder()
            .AddBackend("broken", _ => broken).AddBackend("sound", _ => sound)
            .AddStore("main", "broken://").AddStore("other", "sound://").AddModel<Note>().Build();
        await toast.DumpAsync(new Note());
        await toast.For<int>("other").DumpAsync(1);

        await toast.DisposeAsync();

        Assert.True(broken.IsClosed);
        Assert.True(sound.IsClosed);
    }
}

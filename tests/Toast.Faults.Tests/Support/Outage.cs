using Toast.Faults.Tests.Models;
using Toast.Faults.Tests.Secrets;
using Toast.Servers;

namespace Toast.Faults.Tests.Support;

/// <summary>What must hold whatever happens to a real server. Bounds are those of the behaviours, with a factor for a machine that is busy.</summary>
internal static class Outage
{
    /// <summary>The password of the servers these tests start; it may show up nowhere.</summary>
    public const string Password = "planted-server-password-8e41";

    private const int BusyFactor = 3;

    /// <summary>Within this time an outage that is over is no longer felt.</summary>
    private static readonly TimeSpan Recovery = TimeSpan.FromSeconds(6) * BusyFactor;

    public static async Task<T> OrSkipAsync<T>(Func<Task<T>> start)
    {
        try
        {
            return await start();
        }
        catch (ServerUnavailableException e)
        {
            Skip.If(true, e.Message);
            throw;
        }
    }

    /// <summary>Runs a call that must fail in a named way, in time, and without giving the password away.</summary>
    public static async Task<T> FailsAsync<T>(string code, double seconds, Func<Task> call)
        where T : ExternalStorageException
    {
        RunningTime time = RunningTime.Start();
        var failure = await Assert.ThrowsAsync<T>(call);
        TimeSpan taken = time.Elapsed;

        Assert.True(failure.Code == code, $"{code} was expected, not {failure.Code}: {failure}");
        Assert.True(taken < TimeSpan.FromSeconds(seconds) * BusyFactor, $"It took {taken.TotalSeconds:0.0} s.");
        KeepsSecret(failure);
        Assert.NotNull(failure.Store);
        return failure;
    }

    /// <summary>Waits until the engine, the same one, works again, and fails if that takes long.</summary>
    public static async Task RecoversAsync(IToast toast)
    {
        RunningTime time = RunningTime.Start();
        while (true)
        {
            try
            {
                ExternalReference reference = await toast.DumpAsync(Note.Numbered(1));
                Assert.True((await toast.ValidateAsync<Note>(reference)).IsWhole());
                return;
            }
            catch (ExternalStorageException e) when (e is StorageConnectionException or { Code: ErrorCodes.ReadOnly })
            {
                KeepsSecret(e);
                Assert.True(time.Elapsed < Recovery, $"No success within {Recovery.TotalSeconds} s: {e}");
                await Task.Delay(20);
            }
        }
    }

    /// <summary>Fails if the password stands anywhere in a failure. (The other planted secrets are short enough to occur in the ids of many records.)</summary>
    public static void KeepsSecret(Exception failure) => Assert.DoesNotContain(Password, Planted.Everything(failure), StringComparison.Ordinal);

    /// <summary>Fails if the password stands in anything that was said.</summary>
    public static void KeepsSecret(Listener listener) => Assert.All(listener.Said, said => Assert.DoesNotContain(Password, said, StringComparison.Ordinal));

    /// <summary>Polls until something holds.</summary>
    public static Task UntilAsync(Func<bool> holds) => UntilAsync(() => Task.FromResult(holds()));

    /// <summary>Polls until something holds.</summary>
    public static async Task UntilAsync(Func<Task<bool>> holds)
    {
        RunningTime time = RunningTime.Start();
        while (!await holds())
        {
            Assert.True(time.Elapsed < Recovery, "It never came about.");
            await Task.Delay(5);
        }
    }
}

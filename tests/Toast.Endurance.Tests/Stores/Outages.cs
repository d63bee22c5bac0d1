using Toast.Servers;

namespace Toast.Endurance.Tests.Stores;

/// <summary>Ways in which any server goes away for a while, of random length.</summary>
internal static class Outages
{
    private const int LongestMilliseconds = 2000;

    public static async Task StopAsync(Func<StopMode, Task> stop, Func<Task> startAgain, StopMode mode, Random random)
    {
        await stop(mode);

        // Sometimes it is back at once, so that a retry meets it; sometimes calls fail meanwhile.
        await Task.Delay(random.Next(3) == 0 ? 0 : random.Next(LongestMilliseconds));
        await startAgain();
    }

    public static async Task PauseAsync(Action pause, Action resume, Random random)
    {
        pause();
        await Task.Delay(random.Next(50, LongestMilliseconds));
        resume();
    }

    public static async Task KillAsync(Func<StopMode, Task> stop, Func<Task> startAgain)
    {
        await stop(StopMode.Kill);
        await startAgain();
    }
}

namespace Toast.Endurance.Tests.Load;

/// <summary>One of many callers: chooses what to do by chance, does it, and goes on whatever happened.</summary>
internal sealed class Caller(IToast toast, Population population, Report report, int seed)
{
    private const int MaxPauseMilliseconds = 16;

    private readonly Random random = new(seed);
    private readonly Recorder recorder = new(report);
    private readonly Writing writing = new(toast, population, new Random(seed + 1));
    private readonly Looking looking = new(toast, population, new Random(seed + 2));

    /// <summary>When the last call began that succeeded.</summary>
    public long LastSuccess => recorder.LastSuccess;

    public async Task RunAsync(CancellationToken stop)
    {
        // Off the thread of whoever started the callers.
        await Task.Yield();
        while (!stop.IsCancellationRequested)
        {
            await ActAsync();

            // Callers of a real service think between calls; without it, 64 of them would only measure how busy the machine can be made.
            await Task.Delay(random.Next(MaxPauseMilliseconds), CancellationToken.None);
        }
    }

    private Task ActAsync() => random.Next(1000) switch
    {
        < 60 => writing.DumpNewAsync(recorder),
        < 260 => writing.DumpAgainAsync(recorder),
        < 300 => writing.DumpExpectedAsync(recorder),
        < 400 => writing.DumpOptimisticAsync(recorder),
        < 500 => writing.RaiseAsync(recorder),
        < 540 => writing.DeleteAsync(recorder),
        < 640 => writing.RecreateAsync(recorder),
        < 680 => writing.DumpManyAsync(recorder),
        < 880 => looking.ValidateAsync(recorder),
        < 940 => looking.ValidateManyAsync(recorder),
        < 995 => looking.GetInfoAsync(recorder),
        _ => looking.ListAsync(recorder),
    };
}

using Toast.Silo.Tests;

namespace Toast.Explorer.Tests;

/// <summary>Somebody who reads and writes all the time, until disposal.</summary>
internal sealed class Life : IAsyncDisposable
{
    private readonly CancellationTokenSource stop = new();
    private readonly Task running;

    public Life(RecordServer server, string record) => running = Task.Run(() => RunAsync(server, record));

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        await running;
        stop.Dispose();
    }

    private async Task RunAsync(RecordServer server, string record)
    {
        using var pace = new PeriodicTimer(TimeSpan.FromMilliseconds(10));
        for (int i = 0; !stop.IsCancellationRequested; i++)
        {
            await pace.WaitForNextTickAsync();
            await server.Client.GetByteArrayAsync(record);
            if (i % 4 == 0)
            {
                await server.CreateAsync($$"""{"n":{{i}} }""", "Visit");
            }
        }
    }
}

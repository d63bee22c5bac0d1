using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Toast.AspNetCore;

/// <summary>
/// Reads the keys again every other second. A poll and no file watcher: secrets that are mounted into containers change by exchanged links, which watchers miss.
/// </summary>
internal sealed class ApiKeyRefresh(ApiKeys keys, IServiceProvider services) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(2);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Pause, services.GetService<TimeProvider>() ?? TimeProvider.System);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken).ConfigureAwait(false))
            {
                keys.Refresh();
            }
        }
        catch (OperationCanceledException)
        {
            // The host stops.
        }
    }
}

using Microsoft.Extensions.Hosting;

namespace Toast;

/// <summary>
/// Builds the engine when the host starts, so that a wrong set-up stops the start, and makes it the ambient one while no other is. The container
/// disposes the engine after the host has stopped.
/// </summary>
internal sealed class ToastHostedService(IToast toast) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken)
    {
        AmbientToast.TryUse(toast);
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken)
    {
        AmbientToast.Forget(toast);
        return Task.CompletedTask;
    }
}

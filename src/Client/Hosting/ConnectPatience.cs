using Microsoft.Extensions.Options;
using Orleans.Configuration;

namespace Toast.Client.Hosting;

/// <summary>
/// How long a client that starts waits for its cluster. Left to itself it tries for minutes and then ends with a cancellation that names nothing.
/// </summary>
internal sealed class ConnectPatience(TimeSpan total, TimeProvider time, IOptions<ClusterOptions> cluster) : IClientConnectionRetryFilter
{
    public static readonly TimeSpan Default = TimeSpan.FromSeconds(30);

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(500);

    private readonly long started = time.GetTimestamp();

    public async Task<bool> ShouldRetryConnectionAttempt(Exception exception, CancellationToken cancellationToken)
    {
        if (time.GetElapsedTime(started) >= total)
        {
            throw new StorageConnectionException(
                ErrorCodes.Unreachable,
                $"No silo of cluster '{cluster.Value.ClusterId}', service '{cluster.Value.ServiceId}', could be reached within {total.TotalSeconds:0.###} s. "
                + "Check that a silo is running, that the client finds its gateways, and that both ids are the silo's.",
                exception);
        }

        await Task.Delay(Pause, time, cancellationToken).ConfigureAwait(false);
        return true;
    }
}

using StackExchange.Redis;

namespace Toast.Redis;

/// <summary>Makes connections to one server or cluster, and says why where none comes about.</summary>
internal sealed class Connector(RedisSettings settings, Failures failures)
{
    private static readonly TimeSpan SlowOpening = TimeSpan.FromMilliseconds(500);

    /// <exception cref="StorageConnectionException">There is none to be had.</exception>
    public async Task<IConnectionMultiplexer> OpenAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (settings.AuthorityFile is { } authority && !CertificateCheck.CanRead(authority))
        {
            throw failures.NoAuthority();
        }

        Task<ConnectionMultiplexer> opening = ConnectionMultiplexer.ConnectAsync(RedisClient.OptionsOf(settings));
        try
        {
            await DiagnoseIfSlowAsync(opening, cancellationToken).ConfigureAwait(false);
            return await opening.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (Exception failure) when (failure is not OutOfMemoryException)
        {
            _ = CloseLateAsync(opening);
            if (failure is OperationCanceledException && cancellationToken.IsCancellationRequested)
            {
                throw;
            }

            throw failure is StorageConnectionException ? failure
                : Failures.IsOfLogin(failure) ? failures.From(failure, null, writes: false)
                : settings.Sentinel is not null ? failures.NoMaster(failure)
                : await ConnectDiagnosis.FindAsync(settings, failures, failure, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>
    /// The client goes on trying for as long as it may, also where there is nothing to wait for; so an opening that takes long is looked into while it goes on.
    /// </summary>
    /// <exception cref="StorageConnectionException">Nothing will come of it.</exception>
    private async Task DiagnoseIfSlowAsync(Task opening, CancellationToken cancellationToken)
    {
        try
        {
            await opening.WaitAsync(SlowOpening, cancellationToken).ConfigureAwait(false);
            return;
        }
        catch (TimeoutException late) when (!opening.IsCompleted && settings is { Hosts.Count: <= 1, Sentinel: null, Socket: null })
        {
            StorageConnectionException found = await ConnectDiagnosis.FindAsync(settings, failures, late, cancellationToken).ConfigureAwait(false);
            if (found.Code != ErrorCodes.Timeout && !opening.IsCompletedSuccessfully)
            {
                throw found;
            }
        }
        catch (TimeoutException) when (!opening.IsCompleted)
        {
            // Several hosts, of which one that is down says nothing of the others.
        }
    }

    /// <summary>A connection that comes about after all is of no use to anybody.</summary>
    private static async Task CloseLateAsync(Task<ConnectionMultiplexer> opening)
    {
        try
        {
            RedisClient.Close(await opening.ConfigureAwait(false));
        }
        catch (RedisException)
        {
            // It did not come about; whoever waited for it has been told.
        }
    }
}

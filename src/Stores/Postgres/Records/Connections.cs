using Npgsql;

namespace Toast.Postgres;

/// <summary>
/// Connections of one data source, at most so many at a time: callers above that wait here instead of failing in the driver's pool. Everything that goes
/// wrong leaves as an exception of Toast's.
/// </summary>
internal sealed class Connections(NpgsqlDataSource dataSource, int maxPoolSize, bool prepare, Failures failures) : IDisposable
{
    private readonly SemaphoreSlim places = new(maxPoolSize);

    public Failures Failures => failures;

    public void Dispose() => places.Dispose();

    /// <summary>Runs statements of a batch, each in a transaction of its own, in one round trip.</summary>
    /// <param name="batch">The statements.</param>
    /// <param name="key">The record it is about, for messages; null for several.</param>
    /// <param name="writes">Whether a statement changes anything, so that a lost connection leaves the outcome unknown.</param>
    /// <param name="read">Reads the answers.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public async Task<T> RunAsync<T>(
        NpgsqlBatch batch, RecordKey? key, bool writes, Func<NpgsqlDataReader, CancellationToken, ValueTask<T>> read, CancellationToken cancellationToken)
    {
        bool sent = false;
        await places.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            NpgsqlConnection connection = await dataSource.OpenConnectionAsync(cancellationToken).ConfigureAwait(false);
            await using (connection.ConfigureAwait(false))
            {
                batch.Connection = connection;
                if (prepare)
                {
                    await batch.PrepareAsync(cancellationToken).ConfigureAwait(false);
                }

                sent = writes;
                NpgsqlDataReader reader = await batch.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
                await using (reader.ConfigureAwait(false))
                {
                    return await read(reader, cancellationToken).ConfigureAwait(false);
                }
            }
        }
        catch (Exception failure) when (failure is not OutOfMemoryException && !IsCancellation(failure, cancellationToken))
        {
            throw failures.From(failure, key, sent);
        }
        finally
        {
            places.Release();
        }
    }

    /// <summary>Runs something with a connection, before the store is open.</summary>
    public async Task RunAsync(Func<NpgsqlConnection, CancellationToken, Task> work, CancellationToken cancellationToken)
    {
        try
        {
            NpgsqlConnection connection = await dataSource.OpenConnectionAsync(cancellationToken).ConfigureAwait(false);
            await using (connection.ConfigureAwait(false))
            {
                await work(connection, cancellationToken).ConfigureAwait(false);
            }
        }
        catch (Exception failure) when (failure is not OutOfMemoryException && !IsCancellation(failure, cancellationToken))
        {
            throw failures.From(failure, null, sent: false);
        }
    }

    private static bool IsCancellation(Exception failure, CancellationToken cancellationToken) =>
        failure is OperationCanceledException && cancellationToken.IsCancellationRequested;
}

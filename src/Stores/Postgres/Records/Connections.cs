using System.Diagnostics;
using Npgsql;

namespace Toast.Postgres;

/// <summary>
/// Connections of one data source, at most so many at a time: callers above that wait here instead of failing in the driver's pool. Everything that goes
/// wrong leaves as an exception of Toast's.
/// </summary>
internal sealed class Connections(NpgsqlDataSource dataSource, int maxPoolSize, bool prepare, Failures failures) : IDisposable
{
    /// <summary>How many dead connections of the pool are passed over. The driver empties its pool at the first one, so that the second is new.</summary>
    private const int MaxDead = 3;

    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(15);
    private static readonly TimeSpan LongestPause = TimeSpan.FromMilliseconds(250);

    /// <summary>For how long a server without room for a connection is asked again: half of the time that opening a store may take, so that the cause is told and not that time ran out.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1.5);

    private readonly SemaphoreSlim places = new(maxPoolSize);

    public Failures Failures => failures;

    public void Dispose() => places.Dispose();

    /// <summary>Runs statements of a batch, each in a transaction of its own, in one round trip.</summary>
    /// <param name="batch">The statements.</param>
    /// <param name="key">The record it is about, for messages; null for several.</param>
    /// <param name="use">What they do: a lost connection leaves the outcome of a write unknown.</param>
    /// <param name="read">Reads the answers.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public async Task<T> RunAsync<T>(
        NpgsqlBatch batch, RecordKey? key, Use use, Func<NpgsqlDataReader, CancellationToken, ValueTask<T>> read, CancellationToken cancellationToken)
    {
        bool sent = false;
        await places.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            NpgsqlConnection connection = use == Use.WriteOnce
                ? await OpenLiveAsync(cancellationToken).ConfigureAwait(false)
                : await OpenAsync(cancellationToken).ConfigureAwait(false);
            await using (connection.ConfigureAwait(false))
            {
                batch.Connection = connection;
                if (prepare)
                {
                    // Not left to the driver: what it prepares by itself while it runs it counts as prepared even if the server refuses the values, and
                    // then it does not understand the answers to the next.
                    await batch.PrepareAsync(cancellationToken).ConfigureAwait(false);
                }

                sent = use != Use.Read;
                NpgsqlDataReader reader = await batch.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
                await using (reader.ConfigureAwait(false))
                {
                    T answer = await read(reader, cancellationToken).ConfigureAwait(false);

                    // A row may come before its statement is committed; only the end of the answers says that it is.
                    while (await reader.NextResultAsync(cancellationToken).ConfigureAwait(false))
                    {
                    }

                    return answer;
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

    /// <summary>Asks the server for an answer, whichever; one round trip.</summary>
    public async Task TryOutAsync(CancellationToken cancellationToken)
    {
        await places.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            NpgsqlConnection connection = await OpenLiveAsync(cancellationToken).ConfigureAwait(false);
            await connection.DisposeAsync().ConfigureAwait(false);
        }
        catch (Exception failure) when (failure is not OutOfMemoryException && !IsCancellation(failure, cancellationToken))
        {
            throw failures.From(failure, null, sent: false);
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
            NpgsqlConnection connection = await OpenAsync(cancellationToken).ConfigureAwait(false);
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

    /// <summary>A connection, as soon as the server has room for one: that others of this or another process give one back is a matter of moments.</summary>
    private async ValueTask<NpgsqlConnection> OpenAsync(CancellationToken cancellationToken)
    {
        long start = Stopwatch.GetTimestamp();
        for (TimeSpan pause = FirstPause; ; pause = pause * 2 < LongestPause ? pause * 2 : LongestPause)
        {
            try
            {
                return await dataSource.OpenConnectionAsync(cancellationToken).ConfigureAwait(false);
            }
            catch (PostgresException full) when (full.SqlState == PostgresErrorCodes.TooManyConnections && Stopwatch.GetElapsedTime(start) < Patience)
            {
                await Task.Delay(pause * (0.5 + Random.Shared.NextDouble()), cancellationToken).ConfigureAwait(false);
            }
        }
    }

    /// <summary>A connection whose server has answered just now; one round trip.</summary>
    private async Task<NpgsqlConnection> OpenLiveAsync(CancellationToken cancellationToken)
    {
        for (int dead = 0; ; dead++)
        {
            NpgsqlConnection connection = await OpenAsync(cancellationToken).ConfigureAwait(false);
            try
            {
                using var probe = new NpgsqlCommand("SELECT 1", connection);
                if (prepare)
                {
                    await probe.PrepareAsync(cancellationToken).ConfigureAwait(false);
                }

                await probe.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
                return connection;
            }
            catch (NpgsqlException) when (dead < MaxDead && connection.FullState.HasFlag(System.Data.ConnectionState.Broken))
            {
                await connection.DisposeAsync().ConfigureAwait(false);
            }
            catch
            {
                await connection.DisposeAsync().ConfigureAwait(false);
                throw;
            }
        }
    }
}

namespace Toast;

/// <summary>Deadlines, retries and limits of the engine. Values are checked when the engine is built.</summary>
public sealed class EngineOptions
{
    /// <summary>The deadline of one call, retries included.</summary>
    /// <value>Default: 10 s. From 1 ms to 1 day.</value>
    public TimeSpan OperationTimeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>The deadline of one attempt to connect.</summary>
    /// <value>Default: 3 s. From 1 ms to 1 day.</value>
    public TimeSpan ConnectTimeout { get; set; } = TimeSpan.FromSeconds(3);

    /// <summary>How often an operation is tried again after the first failure, where its outcome is known and the failure may pass.</summary>
    /// <value>Default: 3. From 0 to 100.</value>
    public int MaxRetries { get; set; } = 3;

    /// <summary>The pause before the first retry; each further pause is twice as long. Up to half of it is added by chance.</summary>
    /// <value>Default: 50 ms. From 0 to 1 minute.</value>
    public TimeSpan RetryDelay { get; set; } = TimeSpan.FromMilliseconds(50);

    /// <summary>How many operations in a row that cannot reach a store make the engine leave it alone for <see cref="BreakerPause"/>; 0 for never.</summary>
    /// <value>Default: 5. From 0 to 1,000,000.</value>
    public int BreakerFailures { get; set; } = 5;

    /// <summary>How long a store that cannot be reached is left alone before a call may try it again. Calls in between fail with <see cref="ErrorCodes.CircuitOpen"/>.</summary>
    /// <value>Default: 5 s. From 1 ms to 1 day.</value>
    public TimeSpan BreakerPause { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>The largest record, in bytes of the UTF-8 JSON of the model data.</summary>
    /// <value>Default: 16,777,216. From 1 to 1,000,000,000, and no more than each store carries.</value>
    public int MaxRecordBytes { get; set; } = 16 * 1024 * 1024;

    /// <summary>The deepest nesting; the root object counts 1.</summary>
    /// <value>Default: 64. From 1 to 1,000.</value>
    public int MaxDepth { get; set; } = 64;

    /// <summary>The most digits of one number, written out in full.</summary>
    /// <value>Default: 10,000. From 50 to 1,000,000.</value>
    public int MaxNumberDigits { get; set; } = 10_000;

    /// <summary>How many writes may wait for one store in this process before further ones fail with <see cref="ErrorCodes.Busy"/>.</summary>
    /// <value>Default: 100,000. From 1.</value>
    public int MaxQueuedWrites { get; set; } = 100_000;

    /// <summary>How many bytes of data may wait for one store in this process before further writes fail with <see cref="ErrorCodes.Busy"/>.</summary>
    /// <value>Default: 1,073,741,824 (1 GiB). From 1.</value>
    public long MaxQueuedBytes { get; set; } = 1L << 30;

    /// <summary>How many records may wait to be read from one store in this process before further reads fail with <see cref="ErrorCodes.Busy"/>.</summary>
    /// <value>Default: 1,000,000. From 1.</value>
    public int MaxQueuedLoads { get; set; } = 1_000_000;

    /// <summary>The most items of one bulk call.</summary>
    /// <value>Default: 1,000,000. From 1.</value>
    public int MaxBulkItems { get; set; } = 1_000_000;

    internal IEnumerable<string> Problems()
    {
        if (!InRange(OperationTimeout))
        {
            yield return "OperationTimeout must be from 1 ms to 1 day";
        }

        if (!InRange(ConnectTimeout))
        {
            yield return "ConnectTimeout must be from 1 ms to 1 day";
        }

        if (MaxRetries is < 0 or > 100)
        {
            yield return "MaxRetries must be from 0 to 100";
        }

        if (RetryDelay < TimeSpan.Zero || RetryDelay > TimeSpan.FromMinutes(1))
        {
            yield return "RetryDelay must be from 0 to 1 minute";
        }

        if (BreakerFailures is < 0 or > 1_000_000)
        {
            yield return "BreakerFailures must be from 0 to 1,000,000";
        }

        if (!InRange(BreakerPause))
        {
            yield return "BreakerPause must be from 1 ms to 1 day";
        }

        if (MaxRecordBytes is < 1 or > 1_000_000_000)
        {
            yield return "MaxRecordBytes must be from 1 to 1,000,000,000";
        }

        if (MaxDepth is < 1 or > 1_000)
        {
            yield return "MaxDepth must be from 1 to 1,000";
        }

        if (MaxNumberDigits is < 50 or > 1_000_000)
        {
            yield return "MaxNumberDigits must be from 50 to 1,000,000";
        }

        if (MaxQueuedWrites < 1 || MaxQueuedBytes < 1 || MaxQueuedLoads < 1 || MaxBulkItems < 1)
        {
            yield return "MaxQueuedWrites, MaxQueuedBytes, MaxQueuedLoads and MaxBulkItems must be at least 1";
        }

        static bool InRange(TimeSpan value) => value >= TimeSpan.FromMilliseconds(1) && value <= TimeSpan.FromDays(1);
    }
}

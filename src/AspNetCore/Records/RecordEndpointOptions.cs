using Toast.Data;

namespace Toast.AspNetCore;

/// <summary>How the record endpoints treat requests.</summary>
public sealed class RecordEndpointOptions
{
    /// <summary>
    /// The largest record that is accepted, in bytes of UTF-8 JSON, after decompression. A body or line that is larger is refused while it is read, with
    /// <see cref="ErrorCodes.RecordTooLarge"/> and status 413. It should equal the limit of the engine.
    /// </summary>
    /// <value>Default: 16,777,216 bytes (16 MiB).</value>
    public int MaxRecordBytes { get; set; } = JsonLimits.Default.MaxRecordBytes;

    /// <summary>How many lines one batch may have. Further ones are not read; the last line of the answer then says <see cref="ErrorCodes.TooManyItems"/>.</summary>
    /// <value>Default: 1,000. From 1.</value>
    public int MaxBatchItems { get; set; } = 1_000;

    /// <summary>How long the body of one record may take to arrive. Later it is refused with status 408. Batches are bounded by the data rate of the server.</summary>
    /// <value>Default: 1 minute. From 1 ms to 1 day.</value>
    public TimeSpan BodyTimeout { get; set; } = TimeSpan.FromMinutes(1);

    internal void Check()
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(MaxRecordBytes, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(MaxBatchItems, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(BodyTimeout, TimeSpan.FromMilliseconds(1));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(BodyTimeout, TimeSpan.FromDays(1));
    }
}

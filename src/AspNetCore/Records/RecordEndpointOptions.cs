using Toast.Data;

namespace Toast.AspNetCore;

/// <summary>How the record endpoints treat requests.</summary>
public sealed class RecordEndpointOptions
{
    /// <summary>
    /// The largest record that is accepted, in bytes of UTF-8 JSON. A body that is larger is refused while it is read, with
    /// <see cref="ErrorCodes.RecordTooLarge"/> and status 413. It should equal the limit of the engine.
    /// </summary>
    /// <value>Default: 16,777,216 bytes (16 MiB).</value>
    public int MaxRecordBytes { get; set; } = JsonLimits.Default.MaxRecordBytes;
}

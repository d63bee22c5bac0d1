using Orleans.Concurrency;

namespace Toast.Client.Contract;

/// <summary>
/// One stored record. The key is its id, the extension its class name, case and all. Every method may interleave with the others: the grain puts
/// writes in order itself, so that those that wait for each other can become one, and lets loads pass. Each call ends within
/// <see cref="CallTimes.Response"/> or is sent again; a repeated write is recognised by its id.
/// </summary>
[Alias("toast.IRecordGrain")]
internal interface IRecordGrain : IGrainWithGuidCompoundKey
{
    [Alias("Save"), AlwaysInterleave, ResponseTimeout(CallTimes.Response)]
    Task<SaveAnswer> SaveAsync(SaveCall call, CancellationToken cancellationToken);

    /// <summary>The record; null if there is none.</summary>
    [Alias("Load"), AlwaysInterleave, ResponseTimeout(CallTimes.Response)]
    Task<WireRecord?> LoadAsync(LoadCall call, CancellationToken cancellationToken);

    /// <summary>The record without its data; null if there is none.</summary>
    [Alias("Info"), AlwaysInterleave, ResponseTimeout(CallTimes.Response)]
    Task<WireInfo?> GetInfoAsync(LoadCall call, CancellationToken cancellationToken);

    [Alias("Delete"), AlwaysInterleave, ResponseTimeout(CallTimes.Response)]
    Task<DeleteAnswer> DeleteAsync(DeleteCall call, CancellationToken cancellationToken);
}

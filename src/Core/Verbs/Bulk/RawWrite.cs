using Toast.Engine;
using Toast.Verbs.Dumping;

namespace Toast.Verbs.Bulk;

/// <summary>The write of a new record that a bulk brings as JSON.</summary>
internal sealed class RawWrite(RecordStore store, ExternalReference reference, SaveRequest request) : BulkWrite(store, request)
{
    protected override DumpResult ResultOf(SaveResult result) => result.Status == SaveStatus.Saved
        ? new DumpResult { Reference = reference, Version = result.Version }
        : new DumpResult { Error = Commit.Refusal(reference, Request.Condition, result, Store.Name) };

    protected override DumpResult ResultOf(Exception failure) => new() { Error = failure };
}

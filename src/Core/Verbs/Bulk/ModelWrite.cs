using Toast.Verbs.Dumping;

namespace Toast.Verbs.Bulk;

/// <summary>The write of an instance that a bulk dumps.</summary>
internal sealed class ModelWrite(PreparedDump dump, SaveRequest request) : BulkWrite(dump.Info.Store, request)
{
    protected override DumpResult ResultOf(SaveResult result) => Commit.Settle(dump, Request, result) is { } refusal
        ? new DumpResult { Error = refusal }
        : new DumpResult { Reference = dump.Reference, Version = result.Version };

    protected override DumpResult ResultOf(Exception failure)
    {
        Commit.RememberIfLost(dump, Request, failure);
        return new DumpResult { Error = failure };
    }
}

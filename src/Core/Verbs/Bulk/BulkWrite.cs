using Toast.Engine;

namespace Toast.Verbs.Bulk;

/// <summary>One plain write of a bulk.</summary>
internal abstract class BulkWrite(RecordStore store, SaveRequest request)
{
    public RecordStore Store => store;

    public SaveRequest Request => request;

    /// <summary>How it ended; null while it is on its way.</summary>
    public DumpResult? Result { get; private set; }

    public void End(SaveResult result) => Result = ResultOf(result);

    /// <summary>Nothing is known of it, or nothing was sent.</summary>
    public void Fail(Exception failure) => Result = ResultOf(failure);

    protected abstract DumpResult ResultOf(SaveResult result);

    protected abstract DumpResult ResultOf(Exception failure);
}

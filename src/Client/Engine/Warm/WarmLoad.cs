using Toast.Engine;

namespace Toast.Client.Engine;

/// <summary>A load that waits to be asked for together with others.</summary>
internal sealed class WarmLoad(RecordKey key, Deadline deadline) : WarmItem<StoredRecord?>(key, deadline)
{
    private StoredRecord? record;

    protected override StoredRecord? Answer => record;

    public void Complete(StoredRecord found)
    {
        record = found;
        Tell();
    }
}

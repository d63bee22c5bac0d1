using Toast.Verbs.Bulk;

namespace Toast.Client.Engine;

/// <summary>How large the messages of a bulk are.</summary>
internal static class BulkMessages
{
    /// <summary>How many records one message holds: a third of what bulks are cut into, so that none is left with few; with small records, no large object yet.</summary>
    public const int MaxRecords = (BulkDump.ChunkSize + 2) / 3;

    /// <summary>How much data one message holds, give or take a record: enough to be worth it, little enough not to hold up others on the connection.</summary>
    public const long MaxBytes = 4 * 1024 * 1024;
}

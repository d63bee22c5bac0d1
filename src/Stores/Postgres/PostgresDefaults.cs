namespace Toast.Postgres;

/// <summary>What holds where a URL says nothing.</summary>
internal static class PostgresDefaults
{
    public const string Table = "toast_records";

    public const string PydanticToastTable = "external_models";

    public const int Port = 5432;

    /// <summary>How many connections a process opens at the most.</summary>
    public const int MaxPoolSize = 20;

    /// <summary>
    /// How many batches of writes, and how many of reads, are on their way at the same time. With two the server works on one while the answers of the other
    /// are read; a third only makes all of them smaller.
    /// </summary>
    public const int ConcurrentBatches = 2;

    /// <summary>
    /// How many batches of new records that come whole. While one waits for the disk, for room in the log or for the end of the table, the server works on the others.
    /// </summary>
    public const int ConcurrentWholeBatches = 6;

    /// <summary>JSONB ends below 256 MiB.</summary>
    public const long MaxRecordBytes = (256L * 1024 * 1024) - (1024 * 1024);

    /// <summary>One attempt to open a connection, seconds.</summary>
    public const int ConnectSeconds = 3;

    public static readonly TimeSpan SweepInterval = TimeSpan.FromMinutes(1);
}

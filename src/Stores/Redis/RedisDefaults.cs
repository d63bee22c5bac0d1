namespace Toast.Redis;

/// <summary>What holds where a URL says nothing.</summary>
internal static class RedisDefaults
{
    public const string Prefix = "toast";

    public const string PydanticToastPrefix = "pydantic_toast";

    public const string Host = "localhost";

    public const int Port = 6379;

    public const int SentinelPort = 26379;

    /// <summary>How many batches of writes, and how many of reads, are on their way at the same time.</summary>
    public const int ConcurrentBatches = 4;

    /// <summary>A value of Redis ends at 512 MiB; the head and a part of the command go with the data.</summary>
    public const long MaxRecordBytes = (512L * 1024 * 1024) - (64 * 1024);

    /// <summary>One attempt to connect.</summary>
    public const int ConnectMilliseconds = 3000;
}

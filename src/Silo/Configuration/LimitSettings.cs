namespace Toast.Silo;

/// <summary>What one caller may ask of the server: section <c>Toast:Limits</c>.</summary>
internal sealed record LimitSettings
{
    private const int MostBytes = 1_000_000_000;

    /// <summary>The largest record, in bytes of UTF-8 JSON, after decompression.</summary>
    public int MaxRecordBytes { get; init; } = 16 * 1024 * 1024;

    /// <summary>The deepest nesting of a record; the root object counts 1.</summary>
    public int MaxDepth { get; init; } = 64;

    /// <summary>The most lines of one batch.</summary>
    public int MaxBatchItems { get; init; } = 1_000;

    /// <summary>How many requests a second each key may make, and all callers together while there is no key; null for no limit.</summary>
    public int? RequestsPerSecond { get; init; }

    /// <summary>How many connections may be open.</summary>
    public int MaxConnections { get; init; } = 20_000;

    /// <summary>How long the headers of a request may take to arrive.</summary>
    public TimeSpan HeaderTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How long the body of a record, or a line of a batch, may take to arrive.</summary>
    public TimeSpan BodyTimeout { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>How long a connection may stay without a request.</summary>
    public TimeSpan IdleTimeout { get; init; } = TimeSpan.FromMinutes(2);

    public static LimitSettings Read(SettingsReader reader)
    {
        var standard = new LimitSettings();
        var settings = new LimitSettings
        {
            MaxRecordBytes = reader.Number(nameof(MaxRecordBytes), 1, MostBytes) ?? standard.MaxRecordBytes,
            MaxDepth = reader.Number(nameof(MaxDepth), 1, 1_000) ?? standard.MaxDepth,
            MaxBatchItems = reader.Number(nameof(MaxBatchItems), 1, 100_000) ?? standard.MaxBatchItems,
            RequestsPerSecond = reader.Number(nameof(RequestsPerSecond), 1, 1_000_000),
            MaxConnections = reader.Number(nameof(MaxConnections), 1, int.MaxValue) ?? standard.MaxConnections,
            HeaderTimeout = Time(reader, nameof(HeaderTimeout)) ?? standard.HeaderTimeout,
            BodyTimeout = Time(reader, nameof(BodyTimeout)) ?? standard.BodyTimeout,
            IdleTimeout = Time(reader, nameof(IdleTimeout)) ?? standard.IdleTimeout,
        };
        reader.RefuseOthers();
        return settings;
    }

    private static TimeSpan? Time(SettingsReader reader, string key)
    {
        TimeSpan? time = reader.Time(key);
        if (time < TimeSpan.FromSeconds(1) || time > TimeSpan.FromDays(1))
        {
            reader.Refuse(key, "is not from 00:00:01 to 1.00:00:00. Correct it");
        }

        return time;
    }
}

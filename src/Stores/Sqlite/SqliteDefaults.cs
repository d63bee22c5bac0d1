namespace Toast.Sqlite;

/// <summary>What holds where a <c>sqlite:///</c> URL says nothing else.</summary>
public static class SqliteDefaults
{
    /// <summary>How long one operation waits for the lock of another process: 5 seconds. Option <c>busy_timeout</c>, in milliseconds.</summary>
    public static readonly TimeSpan BusyTimeout = TimeSpan.FromSeconds(5);

    /// <summary>How often the engine removes expired records physically: every minute.</summary>
    public static readonly TimeSpan SweepInterval = TimeSpan.FromMinutes(1);
}

namespace Toast.Sqlite;

/// <summary>An SQLite call that failed. It never leaves the backend: <see cref="Failures"/> turns it into an <see cref="ExternalStorageException"/>.</summary>
internal sealed class SqliteFault(int code, string operation) : Exception($"SQLite answered {code} to {operation}.")
{
    /// <summary>The operation that opens the file.</summary>
    public const string OpenOperation = "open";

    private const int PrimaryBits = 0xFF;

    /// <summary>The extended result code.</summary>
    public int Code { get; } = code;

    /// <summary>True when the file could not even be opened; else a statement failed.</summary>
    public bool IsAboutOpening { get; } = operation == OpenOperation;

    /// <summary>The result code without its details, such as <c>SQLITE_IOERR</c>.</summary>
    public int Primary => Code & PrimaryBits;
}

namespace Toast;

/// <summary>The store could not be reached, or did not answer in time.</summary>
public sealed class StorageConnectionException : ExternalStorageException
{
    /// <inheritdoc cref="ExternalStorageException()"/>
    public StorageConnectionException()
        : this(ErrorCodes.Unreachable, "The store could not be reached.")
    {
    }

    /// <inheritdoc cref="ExternalStorageException(string)"/>
    public StorageConnectionException(string message)
        : this(ErrorCodes.Unreachable, message)
    {
    }

    /// <inheritdoc cref="ExternalStorageException(string, Exception)"/>
    public StorageConnectionException(string message, Exception? innerException)
        : this(ErrorCodes.Unreachable, message, innerException)
    {
    }

    /// <inheritdoc cref="ExternalStorageException(string, string, Exception)"/>
    public StorageConnectionException(string code, string message, Exception? innerException = null)
        : base(code, message, innerException)
    {
    }

    /// <summary>
    /// True when a write was sent and its answer never came, so that it may or may not have been stored. Repeating the dump of the same
    /// instance is safe: it uses the same id, and a write that did arrive is recognised.
    /// </summary>
    public bool OutcomeUnknown { get; init; }
}

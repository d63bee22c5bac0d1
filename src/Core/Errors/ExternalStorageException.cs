namespace Toast;

/// <summary>
/// A failure of Toast or of a store. The message says what failed, why, and what to do; it holds no secret and no stored value.
/// The four other exception types derive from this one.
/// </summary>
public class ExternalStorageException : Exception
{
    /// <summary>Creates a failure with code <see cref="ErrorCodes.StorageFailed"/>.</summary>
    public ExternalStorageException()
        : this(ErrorCodes.StorageFailed, "The store failed.")
    {
    }

    /// <summary>Creates a failure with code <see cref="ErrorCodes.StorageFailed"/>.</summary>
    /// <param name="message">What happened and what to do.</param>
    public ExternalStorageException(string message)
        : this(ErrorCodes.StorageFailed, message)
    {
    }

    /// <summary>Creates a failure with code <see cref="ErrorCodes.StorageFailed"/>.</summary>
    /// <param name="message">What happened and what to do.</param>
    /// <param name="innerException">The cause.</param>
    public ExternalStorageException(string message, Exception? innerException)
        : this(ErrorCodes.StorageFailed, message, innerException)
    {
    }

    /// <summary>Creates a failure.</summary>
    /// <param name="code">One of <see cref="ErrorCodes"/>.</param>
    /// <param name="message">What happened and what to do, without secrets and stored values.</param>
    /// <param name="innerException">The cause, kept inside the process.</param>
    public ExternalStorageException(string code, string message, Exception? innerException = null)
        : base(message, innerException) => Code = code;

    /// <summary>The stable code, one of <see cref="ErrorCodes"/>.</summary>
    public string Code { get; }

    /// <summary>The store: its name or its URL without user info and query. Null where no store is involved.</summary>
    public string? Store { get; init; }

    /// <summary>The class name of the record, where known.</summary>
    public string? ClassName { get; init; }

    /// <summary>The id of the record, where known.</summary>
    public Guid? Id { get; init; }
}

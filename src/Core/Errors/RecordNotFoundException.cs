namespace Toast;

/// <summary>There is no record for the reference: it was deleted, has expired, or never existed.</summary>
public sealed class RecordNotFoundException : ExternalStorageException
{
    /// <inheritdoc cref="ExternalStorageException()"/>
    public RecordNotFoundException()
        : this("The record was not found.")
    {
    }

    /// <summary>Creates a failure with code <see cref="ErrorCodes.NotFound"/>.</summary>
    /// <param name="message">What happened and what to do.</param>
    public RecordNotFoundException(string message)
        : base(ErrorCodes.NotFound, message)
    {
    }

    /// <summary>Creates a failure with code <see cref="ErrorCodes.NotFound"/>.</summary>
    /// <param name="message">What happened and what to do.</param>
    /// <param name="innerException">The cause.</param>
    public RecordNotFoundException(string message, Exception? innerException)
        : base(ErrorCodes.NotFound, message, innerException)
    {
    }
}

namespace Toast;

/// <summary>Another writer changed the record: the version in the store is not the expected one. Nothing was written.</summary>
public sealed class ConcurrencyException : ExternalStorageException
{
    /// <inheritdoc cref="ExternalStorageException()"/>
    public ConcurrencyException()
        : this("The record was changed by another writer.")
    {
    }

    /// <summary>Creates a failure with code <see cref="ErrorCodes.Conflict"/>.</summary>
    /// <param name="message">What happened and what to do.</param>
    public ConcurrencyException(string message)
        : base(ErrorCodes.Conflict, message)
    {
    }

    /// <summary>Creates a failure with code <see cref="ErrorCodes.Conflict"/>.</summary>
    /// <param name="message">What happened and what to do.</param>
    /// <param name="innerException">The cause.</param>
    public ConcurrencyException(string message, Exception? innerException)
        : base(ErrorCodes.Conflict, message, innerException)
    {
    }

    /// <summary>The version the caller expected; 0 means that the record was expected not to exist.</summary>
    public long ExpectedVersion { get; init; }

    /// <summary>The version found in the store; 0 when there is no record.</summary>
    public long ActualVersion { get; init; }
}

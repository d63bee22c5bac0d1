namespace Toast;

/// <summary>Says a failure again with more context. Type, code and every property stay; the original becomes the inner exception.</summary>
internal static class Restated
{
    /// <param name="cause">The failure.</param>
    /// <param name="message">The new message.</param>
    /// <param name="store">The store, used where the failure names none.</param>
    /// <param name="className">The class, likewise.</param>
    /// <param name="id">The id, likewise.</param>
    /// <returns>A failure of the same type.</returns>
    public static ExternalStorageException As(
        ExternalStorageException cause, string message, string? store = null, string? className = null, Guid? id = null)
    {
        store = cause.Store ?? store;
        className = cause.ClassName ?? className;
        id = cause.Id ?? id;
        return cause switch
        {
            StorageConnectionException e => new StorageConnectionException(e.Code, message, e)
            {
                OutcomeUnknown = e.OutcomeUnknown,
                Store = store,
                ClassName = className,
                Id = id,
            },
            RecordNotFoundException e => new RecordNotFoundException(message, e) { Store = store, ClassName = className, Id = id },
            ConcurrencyException e => new ConcurrencyException(message, e)
            {
                ExpectedVersion = e.ExpectedVersion,
                ActualVersion = e.ActualVersion,
                Store = store,
                ClassName = className,
                Id = id,
            },
            StorageValidationException e => new StorageValidationException(e.Code, message, e)
            {
                MemberPath = e.MemberPath,
                MemberPaths = e.MemberPaths,
                Expected = e.Expected,
                Actual = e.Actual,
                Store = store,
                ClassName = className,
                Id = id,
            },
            _ => new ExternalStorageException(cause.Code, message, cause) { Store = store, ClassName = className, Id = id },
        };
    }
}

namespace Toast;

/// <summary>Says a failure again, with more context or with less. Type, code and every other property stay.</summary>
internal static class Restated
{
    /// <summary>With a new message; the original becomes the inner exception.</summary>
    /// <param name="cause">The failure.</param>
    /// <param name="message">The new message.</param>
    /// <param name="store">The store, used where the failure names none.</param>
    /// <param name="className">The class, likewise.</param>
    /// <param name="id">The id, likewise.</param>
    /// <returns>A failure of the same type.</returns>
    public static ExternalStorageException As(
        ExternalStorageException cause, string message, string? store = null, string? className = null, Guid? id = null) =>
        Make(cause, message, cause, cause.Store ?? store, cause.ClassName ?? className, cause.Id ?? id);

    /// <summary>With other texts and another cause; nothing of the original is kept inside.</summary>
    /// <param name="original">The failure.</param>
    /// <param name="message">The new message.</param>
    /// <param name="store">The new store.</param>
    /// <param name="inner">The new cause.</param>
    /// <returns>A failure of the same type.</returns>
    public static ExternalStorageException Without(ExternalStorageException original, string message, string? store, Exception? inner) =>
        Make(original, message, inner, store, original.ClassName, original.Id);

    private static ExternalStorageException Make(
        ExternalStorageException like, string message, Exception? inner, string? store, string? className, Guid? id) => like switch
        {
            StorageConnectionException e => new StorageConnectionException(e.Code, message, inner)
            {
                OutcomeUnknown = e.OutcomeUnknown,
                Store = store,
                ClassName = className,
                Id = id,
            },
            RecordNotFoundException => new RecordNotFoundException(message, inner) { Store = store, ClassName = className, Id = id },
            ConcurrencyException e => new ConcurrencyException(message, inner)
            {
                ExpectedVersion = e.ExpectedVersion,
                ActualVersion = e.ActualVersion,
                Store = store,
                ClassName = className,
                Id = id,
            },
            StorageValidationException e => new StorageValidationException(e.Code, message, inner)
            {
                MemberPath = e.MemberPath,
                MemberPaths = e.MemberPaths,
                Expected = e.Expected,
                Actual = e.Actual,
                Store = store,
                ClassName = className,
                Id = id,
            },
            _ => new ExternalStorageException(like.Code, message, inner) { Store = store, ClassName = className, Id = id },
        };
}

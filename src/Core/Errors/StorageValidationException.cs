namespace Toast;

/// <summary>A reference, a value, a setting or stored content is not valid. The message names members, never values.</summary>
public sealed class StorageValidationException : ExternalStorageException
{
    /// <inheritdoc cref="ExternalStorageException()"/>
    public StorageValidationException()
        : this(ErrorCodes.InvalidValue, "The value is not valid.")
    {
    }

    /// <inheritdoc cref="ExternalStorageException(string)"/>
    public StorageValidationException(string message)
        : this(ErrorCodes.InvalidValue, message)
    {
    }

    /// <inheritdoc cref="ExternalStorageException(string, Exception)"/>
    public StorageValidationException(string message, Exception? innerException)
        : this(ErrorCodes.InvalidValue, message, innerException)
    {
    }

    /// <inheritdoc cref="ExternalStorageException(string, string, Exception)"/>
    public StorageValidationException(string code, string message, Exception? innerException = null)
        : base(code, message, innerException)
    {
    }

    /// <summary>The first member concerned, as a path of stored names: <c>$.items[3].price</c>. Null where no member is concerned.</summary>
    public string? MemberPath { get; init; }

    /// <summary>Every member concerned, where there may be several (validation attributes); else the one of <see cref="MemberPath"/>.</summary>
    public IReadOnlyList<string> MemberPaths { get; init; } = [];

    /// <summary>What was expected: a type, a class name, a limit.</summary>
    public string? Expected { get; init; }

    /// <summary>What was found: a JSON kind, a class name, a size. Never a stored value.</summary>
    public string? Actual { get; init; }
}

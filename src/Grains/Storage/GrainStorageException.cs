namespace Toast.Grains;

/// <summary>
/// A state could not be read, written or cleared. The message says what failed, why, and what to do, and holds neither secrets nor stored values. The exception
/// crosses to other silos and to clients whole; the cause stays on the silo, in its log.
/// </summary>
[GenerateSerializer]
[Alias("toast.GrainStorageException")]
public sealed class GrainStorageException : OrleansException
{
    /// <summary>Creates a failure with code <see cref="ErrorCodes.StorageFailed"/>.</summary>
    public GrainStorageException()
        : this("The grain storage failed.")
    {
    }

    /// <summary>Creates a failure with code <see cref="ErrorCodes.StorageFailed"/>.</summary>
    /// <param name="message">What happened and what to do.</param>
    public GrainStorageException(string message)
        : base(message)
    {
    }

    /// <summary>Creates a failure with code <see cref="ErrorCodes.StorageFailed"/>.</summary>
    /// <param name="message">What happened and what to do.</param>
    /// <param name="innerException">The cause; it must be able to cross to other silos.</param>
    public GrainStorageException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    internal GrainStorageException(string code, string storage, string message, bool outcomeUnknown = false)
        : base(message)
    {
        Code = code;
        Storage = storage;
        OutcomeUnknown = outcomeUnknown;
    }

    /// <summary>The stable code, one of <see cref="ErrorCodes"/>.</summary>
    [Id(0)]
    public string Code { get; private set; } = ErrorCodes.StorageFailed;

    /// <summary>The name of the grain storage.</summary>
    [Id(1)]
    public string? Storage { get; private set; }

    /// <summary>True when a write or a clear may have been done although no answer came. Reading the state again tells.</summary>
    [Id(2)]
    public bool OutcomeUnknown { get; private set; }
}

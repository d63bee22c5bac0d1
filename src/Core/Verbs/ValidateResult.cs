using System.Diagnostics.CodeAnalysis;

namespace Toast;

/// <summary>How one reference of a bulk validate ended: an instance or an error.</summary>
/// <typeparam name="T">The model.</typeparam>
public sealed record ValidateResult<T>
    where T : class
{
    /// <summary>The reference as it was passed.</summary>
    public required ExternalReference Reference { get; init; }

    /// <summary>The instance, when it was restored.</summary>
    public T? Value { get; init; }

    /// <summary>Why it was not restored.</summary>
    public Exception? Error { get; init; }

    /// <summary>True when the instance was restored.</summary>
    [MemberNotNullWhen(true, nameof(Value))]
    [MemberNotNullWhen(false, nameof(Error))]
    public bool Succeeded => Error is null;
}

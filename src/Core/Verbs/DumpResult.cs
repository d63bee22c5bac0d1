using System.Diagnostics.CodeAnalysis;

namespace Toast;

/// <summary>How one item of a bulk dump ended: a reference or an error.</summary>
public sealed record DumpResult
{
    /// <summary>The reference, when the item was stored.</summary>
    public ExternalReference? Reference { get; init; }

    /// <summary>The version the record has now; 0 when the item was not stored.</summary>
    public long Version { get; init; }

    /// <summary>Why the item was not stored.</summary>
    public Exception? Error { get; init; }

    /// <summary>True when the item was stored.</summary>
    [MemberNotNullWhen(true, nameof(Reference))]
    [MemberNotNullWhen(false, nameof(Error))]
    public bool Succeeded => Reference is not null;
}

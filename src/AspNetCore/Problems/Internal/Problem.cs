using Microsoft.Extensions.Primitives;

namespace Toast.AspNetCore;

/// <summary>What an error answer says (RFC 9457). Holds no data, no secret and no text of a driver.</summary>
internal sealed record Problem
{
    /// <summary>The HTTP status.</summary>
    public required int Status { get; init; }

    /// <summary>One of <see cref="ErrorCodes"/> or <see cref="RequestCodes"/>.</summary>
    public required string Code { get; init; }

    /// <summary>What happened and what to do.</summary>
    public required string Detail { get; init; }

    /// <summary>Headers that belong to the answer.</summary>
    public IReadOnlyList<KeyValuePair<string, StringValues>> Headers { get; init; } = [];

    public string? ClassName { get; init; }

    public Guid? Id { get; init; }

    public string? MemberPath { get; init; }

    public string? Expected { get; init; }

    public string? Actual { get; init; }

    public long? ExpectedVersion { get; init; }

    public long? ActualVersion { get; init; }

    public bool? OutcomeUnknown { get; init; }
}

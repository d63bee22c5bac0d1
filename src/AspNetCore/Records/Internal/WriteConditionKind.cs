namespace Toast.AspNetCore;

/// <summary>The rules of <see cref="WriteCondition"/>.</summary>
internal enum WriteConditionKind
{
    /// <summary>No condition.</summary>
    None,

    /// <summary>The record must not exist (<c>If-None-Match: *</c>).</summary>
    Missing,

    /// <summary>The record must exist, in any version (<c>If-Match: *</c>).</summary>
    Exists,

    /// <summary>The record must have one version (<c>If-Match: "7"</c>).</summary>
    Version,

    /// <summary>No record can match (<c>If-Match</c> with a tag that Toast never gave).</summary>
    Never,
}

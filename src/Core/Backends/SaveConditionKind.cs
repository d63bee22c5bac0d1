namespace Toast;

/// <summary>The rules of <see cref="SaveCondition"/>.</summary>
public enum SaveConditionKind
{
    /// <summary>Create or replace.</summary>
    Any,

    /// <summary>Only over an existing record.</summary>
    Exists,

    /// <summary>Only where no live record exists.</summary>
    Missing,

    /// <summary>Only over one version.</summary>
    VersionIs,
}

namespace Toast;

/// <summary>How a conditional write or delete ended.</summary>
public enum SaveStatus
{
    /// <summary>It was done.</summary>
    Saved,

    /// <summary>Nothing was done: the record has another version, or exists where it must not.</summary>
    Conflict,

    /// <summary>Nothing was done: there is no live record.</summary>
    NotFound,

    /// <summary>Nothing was done: this one record failed, see <see cref="SaveResult.Error"/>.</summary>
    Failed,
}

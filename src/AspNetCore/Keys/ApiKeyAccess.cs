namespace Toast.AspNetCore;

/// <summary>What a key must allow to open an endpoint.</summary>
public enum ApiKeyAccess
{
    /// <summary>Any known key, whatever it is limited to.</summary>
    Any,

    /// <summary>A key that may read records of every class.</summary>
    Read,

    /// <summary>A key that may read and write records of every class.</summary>
    Write,
}

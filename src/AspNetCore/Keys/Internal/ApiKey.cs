using Toast.Registry;

namespace Toast.AspNetCore;

/// <summary>A key as it is configured, without its text.</summary>
internal sealed record ApiKey
{
    /// <summary>Whoever asks while no key is configured: may do everything.</summary>
    public static ApiKey Anonymous { get; } = new() { Name = "anonymous" };

    /// <summary>The name in the configuration, for logs.</summary>
    public required string Name { get; init; }

    /// <summary>The SHA-256 of each text of the key; none while its file is empty.</summary>
    public IReadOnlyList<byte[]> Hashes { get; init; } = [];

    public bool IsReadOnly { get; init; }

    /// <summary>The classes it is limited to, by name or pattern; null for all.</summary>
    public ClassMap? Classes { get; init; }

    /// <summary>Its own figure instead of that of the host.</summary>
    public int? RequestsPerSecond { get; init; }

    /// <summary>True if the key is good for this class.</summary>
    public bool Opens(string className) => Classes is null || Classes.StoreOf(className) is not null;

    /// <exception cref="RequestFault">The key allows less (403).</exception>
    public void Require(ApiKeyAccess access)
    {
        if (access == ApiKeyAccess.Write && IsReadOnly)
        {
            throw KeyFaults.ReadOnly();
        }

        if (access != ApiKeyAccess.Any && Classes is not null)
        {
            throw KeyFaults.OtherClass();
        }
    }

    /// <exception cref="RequestFault">The key does not allow it (403), whether or not there is such a record.</exception>
    public void RequireWrite(string className)
    {
        if (IsReadOnly)
        {
            throw KeyFaults.ReadOnly();
        }

        RequireClass(className);
    }

    /// <exception cref="RequestFault">The key does not open this class (403), whether or not there is such a record.</exception>
    public void RequireClass(string className)
    {
        if (!Opens(className))
        {
            throw KeyFaults.OtherClass();
        }
    }
}

namespace Toast;

/// <summary>A server of a storage URL.</summary>
/// <param name="Name">Host name or address; IPv6 addresses without brackets.</param>
/// <param name="Port">The port, 1 to 65535, or null for the default of the scheme.</param>
public readonly record struct StorageHost(string Name, int? Port)
{
    /// <inheritdoc/>
    public override string ToString()
    {
        string name = Name.Contains(':', StringComparison.Ordinal) ? $"[{Name}]" : Name;
        return Port is { } port ? $"{name}:{port}" : name;
    }
}

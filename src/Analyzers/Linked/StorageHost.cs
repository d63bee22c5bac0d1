namespace Toast;

/// <summary>A server of a storage URL, as the linked parser builds it.</summary>
internal readonly struct StorageHost(string name, int? port)
{
    public string Name { get; } = name;

    public int? Port { get; } = port;
}

namespace Toast;

/// <summary>What the linked parser builds: the part of the run-time type that the checks look at.</summary>
internal sealed class StorageUrl(
    string scheme,
    IReadOnlyList<StorageHost> hosts,
    StorageCredential? credential,
    string path,
    KeyValuePair<string, string>[] options)
{
    public string Scheme { get; } = scheme;

    public IReadOnlyList<StorageHost> Hosts { get; } = hosts;

    public StorageCredential? Credential { get; } = credential;

    public string Path { get; } = path;

    public KeyValuePair<string, string>[] Options { get; } = options;
}

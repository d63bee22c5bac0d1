namespace Toast;

/// <summary>User name and password of a storage URL, as the linked parser builds them.</summary>
internal sealed class StorageCredential(string? userName, string? password)
{
    public string? UserName { get; } = userName;

    public string? Password { get; } = password;
}

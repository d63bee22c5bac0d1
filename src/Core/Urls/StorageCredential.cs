namespace Toast;

/// <summary>
/// User name and password of a storage URL. There is no way to print them by accident: <see cref="ToString"/> shows nothing, and the type has
/// no properties that a logger or a serializer would walk.
/// </summary>
public sealed class StorageCredential : IEquatable<StorageCredential>
{
    private readonly string? userName;
    private readonly string? password;

    internal StorageCredential(string? userName, string? password)
    {
        this.userName = userName;
        this.password = password;
    }

    /// <summary>Gives the user name to a driver. Never write it to a message or a log.</summary>
    /// <returns>The decoded user name, or null if the URL has none.</returns>
    public string? RevealUserName() => userName;

    /// <summary>Gives the password to a driver. Never write it to a message or a log.</summary>
    /// <returns>The decoded password, or null if the URL has none.</returns>
    public string? RevealPassword() => password;

    /// <inheritdoc/>
    public bool Equals(StorageCredential? other) =>
        other is not null && string.Equals(userName, other.userName, StringComparison.Ordinal)
        && string.Equals(password, other.password, StringComparison.Ordinal);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as StorageCredential);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(userName, password);

    /// <summary>Shows that there is a credential, never which.</summary>
    /// <returns>Three asterisks.</returns>
    public override string ToString() => "***";
}

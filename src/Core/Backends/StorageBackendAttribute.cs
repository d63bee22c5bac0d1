namespace Toast;

/// <summary>
/// Says in an assembly which backend serves a scheme, so that a package needs no registration in code.
/// The backend has a public or internal constructor that takes a <see cref="StorageUrl"/>, or a <see cref="StorageUrl"/> and a <see cref="TimeProvider"/>;
/// or a static method <c>Open</c> that takes a <see cref="StorageUrl"/> and gives the backend, for packages whose URLs choose between several.
/// </summary>
/// <param name="scheme">The URL scheme, without <c>://</c>; compared without case.</param>
/// <param name="backend">A type derived from <see cref="StorageBackend"/>, or one with a static method <c>Open</c>.</param>
[AttributeUsage(AttributeTargets.Assembly, AllowMultiple = true)]
public sealed class StorageBackendAttribute(string scheme, Type backend) : Attribute
{
    /// <summary>The URL scheme, without <c>://</c>.</summary>
    public string Scheme { get; } = scheme;

    /// <summary>The backend type.</summary>
    public Type Backend { get; } = backend;
}

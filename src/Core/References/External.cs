using Toast.Data;

namespace Toast;

/// <summary>
/// A typed reference as a member: written as the reference, loaded when asked. It holds a reference, a value, or both. Comparison is by
/// reference where both have one, else by value.
/// </summary>
/// <typeparam name="T">A model.</typeparam>
public sealed class External<T> : IExternalLink, IEquatable<External<T>>
    where T : class
{
    private readonly IToast? toast;
    private readonly ExternalReference? reference;
    private T? value;

    /// <summary>Links to a stored record, which is not loaded until asked.</summary>
    /// <param name="reference">The record.</param>
    public External(ExternalReference reference)
        : this(reference, null)
    {
    }

    /// <summary>Links to an instance, which is dumped with the parent.</summary>
    /// <param name="value">The instance.</param>
    public External(T value)
    {
        ArgumentNullException.ThrowIfNull(value);
        this.value = value;
    }

    internal External(ExternalReference reference, IToast? toast)
    {
        ArgumentNullException.ThrowIfNull(reference);
        this.reference = reference;
        this.toast = toast;
    }

    /// <summary>The reference, or null while the link holds an instance that was never dumped.</summary>
    public ExternalReference? Reference => reference ?? (value is null ? null : Identities.ReferenceOf(value));

    /// <summary>True if the instance is at hand, so that <see cref="LoadAsync"/> reads no store.</summary>
    public bool IsLoaded => value is not null;

    /// <summary>The instance if it is at hand, else null.</summary>
    public T? ValueOrDefault => value;

    Type IExternalLink.ModelType => typeof(T);

    object? IExternalLink.Value => value;

    /// <summary>Gives the instance, loading it at the first call. Concurrent first calls may load twice and agree on one instance.</summary>
    /// <param name="cancellationToken">Cancels the load.</param>
    /// <returns>The instance; the same one at every call.</returns>
    /// <exception cref="RecordNotFoundException">The record does not exist.</exception>
    /// <exception cref="StorageConnectionException">The store cannot be reached.</exception>
    public async ValueTask<T> LoadAsync(CancellationToken cancellationToken = default)
    {
        if (value is { } present)
        {
            return present;
        }

        T loaded = await (toast ?? AmbientToast.Current).ValidateAsync<T>(reference!, null, cancellationToken).ConfigureAwait(false);
        return Interlocked.CompareExchange(ref value, loaded, null) ?? loaded;
    }

    /// <inheritdoc/>
    public bool Equals(External<T>? other)
    {
        if (other is null)
        {
            return false;
        }

        return Reference is { } own && other.Reference is { } others ? own == others : EqualityComparer<T?>.Default.Equals(value, other.value);
    }

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as External<T>);

    /// <inheritdoc/>
    public override int GetHashCode() => 0x0e7e; // Links gain a reference when dumped; a hash of either part would change under a set.

    /// <summary>Shows the reference, or that there is none yet.</summary>
    /// <returns>A text without any data.</returns>
    public override string ToString() => Reference?.ToString() ?? $"{typeof(T).Name} (not dumped)";

#pragma warning disable CA2225 // The named alternative of each conversion is the constructor.
    /// <summary>Links to an instance.</summary>
    /// <param name="value">The instance, or null for no link.</param>
    public static implicit operator External<T>?(T? value) => value is null ? null : new External<T>(value);
#pragma warning restore CA2225
}

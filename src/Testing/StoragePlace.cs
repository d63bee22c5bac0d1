namespace Toast.Testing;

/// <summary>
/// A fresh, empty place for records that the conformance suite runs against: a folder, a schema, a key prefix. Write one for a backend, and
/// one line for each part of the suite. Each test makes a place of its own.
/// </summary>
public abstract class StoragePlace
{
    /// <summary>Whether records outlive the backend that wrote them, so that a second call of <see cref="Open"/> finds them.</summary>
    /// <value>Default: true.</value>
    public virtual bool Survives => true;

    /// <summary>
    /// Whether data comes back byte for byte. False for stores that keep JSON in a form of their own; then values are compared.
    /// </summary>
    /// <value>Default: true.</value>
    public virtual bool KeepsBytes => true;

    /// <summary>
    /// Makes a new backend on this place; the suite connects and disconnects it. Called several times for tests with two processes' worth
    /// of backends.
    /// </summary>
    /// <returns>A backend that is not connected.</returns>
    public abstract StorageBackend Open();

    /// <summary>Makes the place, before the first <see cref="Open"/>.</summary>
    /// <returns>A task that ends when the place is ready.</returns>
    public virtual Task PrepareAsync() => Task.CompletedTask;

    /// <summary>Removes the place, after every backend was disconnected.</summary>
    /// <returns>A task that ends when the place is gone.</returns>
    public virtual Task CleanAsync() => Task.CompletedTask;
}

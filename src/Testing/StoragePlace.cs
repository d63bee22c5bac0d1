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

    /// <summary>The name of the store that <see cref="Configure"/> sets up.</summary>
    /// <value>Default: <c>main</c>.</value>
    public virtual string StoreName => "main";

    /// <summary>Sets an engine up whose default store is this place. Override it to test another engine than the embedded one.</summary>
    /// <param name="builder">The builder of the engine.</param>
    public virtual void Configure(ToastBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.AddBackend("conformance", _ => Open()).AddStore(StoreName, "conformance:///").UseDefaultStore(StoreName);
    }

    /// <summary>Makes the place, before the first <see cref="Open"/>.</summary>
    /// <returns>A task that ends when the place is ready.</returns>
    public virtual Task PrepareAsync() => Task.CompletedTask;

    /// <summary>Removes the place, after every backend was disconnected.</summary>
    /// <returns>A task that ends when the place is gone.</returns>
    public virtual Task CleanAsync() => Task.CompletedTask;
}

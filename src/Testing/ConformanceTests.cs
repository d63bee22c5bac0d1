using Xunit;

namespace Toast.Testing;

/// <summary>What all parts of the suite share: a place, and backends on it that are closed after the test.</summary>
/// <typeparam name="TPlace">The place to test.</typeparam>
public abstract class ConformanceTests<TPlace> : IAsyncLifetime
    where TPlace : StoragePlace, new()
{
    private readonly List<StorageBackend> opened = [];

    /// <summary>The place of this test.</summary>
    protected TPlace Place { get; } = new();

    /// <summary>Makes the place.</summary>
    /// <returns>A task that ends when the test can run.</returns>
    public virtual Task InitializeAsync() => Place.PrepareAsync();

    /// <summary>Closes every backend and removes the place.</summary>
    /// <returns>A task that ends when nothing is left.</returns>
    public virtual async Task DisposeAsync()
    {
        foreach (StorageBackend backend in opened)
        {
            await backend.DisconnectAsync(CancellationToken.None);
        }

        await Place.CleanAsync();
    }

    /// <summary>Opens a connected backend on the place.</summary>
    /// <returns>The backend.</returns>
    protected async Task<StorageBackend> ConnectAsync()
    {
        StorageBackend backend = Place.Open();
        await backend.ConnectAsync(CancellationToken.None);
        opened.Add(backend);
        return backend;
    }

    /// <summary>Closes a backend before the end of the test.</summary>
    /// <param name="backend">One that <see cref="ConnectAsync"/> gave.</param>
    /// <returns>A task that ends when it is closed.</returns>
    protected async Task DisconnectAsync(StorageBackend backend)
    {
        ArgumentNullException.ThrowIfNull(backend);
        opened.Remove(backend);
        await backend.DisconnectAsync(CancellationToken.None);
    }
}

using System.Text.Json.Nodes;
using Toast.Registry;

namespace Toast;

/// <summary>What the host says of one model besides its mark.</summary>
/// <typeparam name="T">The model.</typeparam>
public sealed class ModelBuilder<T>
    where T : class
{
    private readonly ModelSettings settings;

    internal ModelBuilder(ModelSettings settings) => this.settings = settings;

    /// <summary>
    /// Registers the step from one schema version to the next. Steps run in order when an older record is validated; the stored record is not
    /// touched until the instance is dumped.
    /// </summary>
    /// <param name="fromVersion">The version the step starts from, from 1.</param>
    /// <param name="step">Gives the data in the next version; it may change the object it gets and give it back. Names are stored names.</param>
    /// <returns>This builder.</returns>
    /// <exception cref="StorageValidationException">The step is already registered (<see cref="ErrorCodes.DuplicateRegistration"/>).</exception>
    public ModelBuilder<T> Upgrade(int fromVersion, Func<JsonObject, JsonObject> step)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(fromVersion, 1);
        ArgumentNullException.ThrowIfNull(step);
        if (!settings.Upgrades.TryAdd(fromVersion, step))
        {
            throw ConfigurationError.Of(
                ErrorCodes.DuplicateRegistration, $"Model {typeof(T).FullName} already has an upgrader from version {fromVersion}. Remove one of the two.");
        }

        return this;
    }

    /// <summary>Keeps the model in another store than its mark says.</summary>
    /// <param name="storeNameOrUrl">The name of a configured store, or a storage URL.</param>
    /// <returns>This builder.</returns>
    public ModelBuilder<T> StoreIn(string storeNameOrUrl)
    {
        ArgumentNullException.ThrowIfNull(storeNameOrUrl);
        settings.Store = storeNameOrUrl;
        return this;
    }
}

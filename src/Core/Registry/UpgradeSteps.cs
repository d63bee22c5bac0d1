using System.Text.Json.Nodes;

namespace Toast.Registry;

/// <summary>The steps from older schema versions, by the version each starts from.</summary>
internal sealed class UpgradeSteps(IReadOnlyDictionary<int, Func<JsonObject, JsonObject>> steps)
{
    public static UpgradeSteps None { get; } = new(new Dictionary<int, Func<JsonObject, JsonObject>>());

    /// <summary>The step from a version to the next, or null if none is registered.</summary>
    public Func<JsonObject, JsonObject>? From(int version) => steps.GetValueOrDefault(version);
}

using System.Text.Json.Nodes;

namespace Toast.Registry;

/// <summary>What the host said of a model besides its mark.</summary>
internal sealed class ModelSettings
{
    public Dictionary<int, Func<JsonObject, JsonObject>> Upgrades { get; } = [];

    public string? Store { get; set; }
}

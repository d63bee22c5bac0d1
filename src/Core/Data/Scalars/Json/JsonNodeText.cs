using System.Text.Json;
using System.Text.Json.Nodes;

namespace Toast.Data.Scalars;

/// <summary>
/// Checks the .NET texts in a tree of nodes, which the serialised form no longer shows: there a lone surrogate is already U+FFFD.
/// Comes after the other checks, so depth is bounded and keys are unique.
/// </summary>
internal static class JsonNodeText
{
    /// <exception cref="DataFault">A text has a lone surrogate, or a node wraps a .NET object.</exception>
    public static void Check(JsonNode? node)
    {
        switch (node)
        {
            case JsonObject members:
                CheckMembers(members);
                break;
            case JsonArray items:
                CheckItems(items);
                break;
            case JsonValue value:
                CheckValue(value);
                break;
        }
    }

    private static void CheckMembers(JsonObject members)
    {
        foreach ((string name, JsonNode? member) in members)
        {
            Surrogates.RefuseLone(name);
            try
            {
                Check(member);
            }
            catch (DataFault fault)
            {
                fault.PrependMember(name);
                throw;
            }
        }
    }

    private static void CheckItems(JsonArray items)
    {
        for (int i = 0; i < items.Count; i++)
        {
            try
            {
                Check(items[i]);
            }
            catch (DataFault fault)
            {
                fault.PrependIndex(i);
                throw;
            }
        }
    }

    private static void CheckValue(JsonValue value)
    {
        switch (value.GetValueKind())
        {
            case JsonValueKind.String when value.TryGetValue(out string? text):
                Surrogates.RefuseLone(text);
                break;
            case JsonValueKind.String when value.TryGetValue(out char c):
                Surrogates.RefuseLone([c]);
                break;
            case JsonValueKind.Object or JsonValueKind.Array:
                // Its texts could not be checked, and it would come back as another kind of node.
                throw new DataFault(
                    null, "is a JSON node around a .NET object", "a JSON value", "a .NET object", "Use JsonSerializer.SerializeToNode.");
        }
    }
}

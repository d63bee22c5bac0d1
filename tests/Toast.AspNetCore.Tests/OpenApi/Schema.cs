using System.Text.Json;

namespace Toast.AspNetCore.Tests;

/// <summary>A schema of an OpenAPI document, as far as the tests need one.</summary>
internal sealed class Schema(JsonElement document, JsonElement schema)
{
    private const string Components = "#/components/schemas/";

    /// <summary>What is wrong with a value at the first place where it does not fit; null if it fits.</summary>
    public string? ProblemOf(JsonElement value, string path = "$")
    {
        if (schema.TryGetProperty("$ref", out JsonElement target))
        {
            return At(document.GetProperty("components").GetProperty("schemas").GetProperty(target.GetString()![Components.Length..])).ProblemOf(value, path);
        }

        foreach (string some in new[] { "anyOf", "oneOf" })
        {
            if (schema.TryGetProperty(some, out JsonElement choices) && !choices.EnumerateArray().Any(choice => At(choice).ProblemOf(value, path) is null))
            {
                return $"{path} fits none of {some}: {value}";
            }
        }

        if (schema.TryGetProperty("type", out JsonElement type) && !TypesOf(type).Contains(TypeOf(value)))
        {
            return $"{path} is {TypeOf(value)}, not {type}";
        }

        if (schema.TryGetProperty("enum", out JsonElement texts) && !texts.EnumerateArray().Any(text => JsonElement.DeepEquals(text, value)))
        {
            return $"{path} is none of {texts}";
        }

        return value.ValueKind switch
        {
            JsonValueKind.Object => ProblemOfObject(value, path),
            JsonValueKind.Array when schema.TryGetProperty("items", out JsonElement items) =>
                value.EnumerateArray().Select(item => At(items).ProblemOf(item, path + "[]")).FirstOrDefault(problem => problem is not null),
            _ => null,
        };
    }

    private string? ProblemOfObject(JsonElement value, string path)
    {
        if (schema.TryGetProperty("required", out JsonElement required)
            && required.EnumerateArray().FirstOrDefault(name => !value.TryGetProperty(name.GetString()!, out _)) is { ValueKind: not JsonValueKind.Undefined } missing)
        {
            return $"{path} lacks {missing}";
        }

        bool isOpen = !schema.TryGetProperty("additionalProperties", out JsonElement additional) || additional.ValueKind != JsonValueKind.False;
        bool hasMembers = schema.TryGetProperty("properties", out JsonElement members);
        foreach (JsonProperty member in value.EnumerateObject())
        {
            bool isKnown = hasMembers && members.TryGetProperty(member.Name, out _);
            if (!isKnown && !isOpen)
            {
                return $"{path}.{member.Name} is not described";
            }

            string? problem = isKnown ? At(members.GetProperty(member.Name)).ProblemOf(member.Value, $"{path}.{member.Name}")
                : additional.ValueKind == JsonValueKind.Object ? At(additional).ProblemOf(member.Value, $"{path}.{member.Name}")
                : null;
            if (problem is not null)
            {
                return problem;
            }
        }

        return null;
    }

    private Schema At(JsonElement part) => new(document, part);

    private static IEnumerable<string> TypesOf(JsonElement type) =>
        (type.ValueKind == JsonValueKind.Array ? type.EnumerateArray().Select(one => one.GetString()!) : [type.GetString()!])
            .SelectMany(one => one == "number" ? new[] { "number", "integer" } : [one]);

    private static string TypeOf(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Number => value.TryGetInt64(out _) ? "integer" : "number",
        JsonValueKind.True or JsonValueKind.False => "boolean",
        _ => value.ValueKind.ToString().ToLowerInvariant(),
    };
}

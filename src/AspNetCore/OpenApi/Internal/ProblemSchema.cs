using Microsoft.OpenApi;

namespace Toast.AspNetCore;

/// <summary>What an answer to a failure of Toast looks like (RFC 9457).</summary>
internal static class ProblemSchema
{
    public static OpenApiSchema Make() => new()
    {
        Type = JsonSchemaType.Object,
        Description = "What failed, why, and what to do. The code is stable.",
        Properties = new Dictionary<string, IOpenApiSchema>
        {
            ["type"] = Text(),
            ["title"] = Text(),
            ["status"] = Number(),
            ["code"] = Text(),
            ["detail"] = Text(),
            ["class_name"] = Text(),
            ["id"] = new OpenApiSchema { Type = JsonSchemaType.String, Format = "uuid" },
            ["member_path"] = Text(),
            ["expected"] = Text(),
            ["actual"] = Text(),
            ["expected_version"] = Number(),
            ["actual_version"] = Number(),
            ["outcome_unknown"] = new OpenApiSchema { Type = JsonSchemaType.Boolean },
        },
        Required = new HashSet<string> { "type", "title", "status", "code", "detail" },
    };

    private static OpenApiSchema Text() => new() { Type = JsonSchemaType.String };

    private static OpenApiSchema Number() => new() { Type = JsonSchemaType.Integer };
}

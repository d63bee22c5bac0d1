using Microsoft.AspNetCore.OpenApi;
using Microsoft.Extensions.Options;

namespace Toast.AspNetCore;

/// <summary>Has every OpenAPI document of the application describe references and models.</summary>
internal sealed class ModelOpenApiSetup : IConfigureNamedOptions<OpenApiOptions>
{
    public void Configure(OpenApiOptions options) => Configure(null, options);

    public void Configure(string? name, OpenApiOptions options)
    {
        options.AddSchemaTransformer<ReferenceSchemaTransformer>();
        options.AddOperationTransformer<ModelOperationTransformer>();
    }
}

using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Toast.AspNetCore;

/// <summary>Describes references wherever they stand: their own converter tells the schema exporter nothing.</summary>
internal sealed class ReferenceSchemaTransformer : IOpenApiSchemaTransformer
{
    public Task TransformAsync(OpenApiSchema schema, OpenApiSchemaTransformerContext context, CancellationToken cancellationToken)
    {
        if (context.JsonTypeInfo.Type == typeof(ExternalReference))
        {
            OpenApiSchema shape = ModelSchemas.ReferenceShape();
            (schema.Type, schema.Properties, schema.Required) = (shape.Type, shape.Properties, shape.Required);
            (schema.Description, schema.AdditionalPropertiesAllowed) = (shape.Description, false);
        }

        return Task.CompletedTask;
    }
}

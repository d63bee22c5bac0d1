using System.Text.Json.Nodes;
using Microsoft.OpenApi;
using Toast.Data;
using Toast.Registry;
using Toast.Verbs;

namespace Toast.AspNetCore;

/// <summary>The schemas of references, and of the data of models as Toast writes and reads it, among the components of a document.</summary>
internal sealed class ModelSchemas(OpenApiDocument document, ToastRuntime toast)
{
    private const string ReferenceName = "ExternalReference";
    private const string ProblemName = "ToastProblem";

    /// <summary>What a reference looks like.</summary>
    public static OpenApiSchema ReferenceShape() => new()
    {
        Type = JsonSchemaType.Object,
        Description = "Names a stored record. It is all that travels; send it back to get the data.",
        Properties = new Dictionary<string, IOpenApiSchema>
        {
            [ReferenceText.ClassNameKey] = new OpenApiSchema { Type = JsonSchemaType.String },
            [ReferenceText.IdKey] = new OpenApiSchema { Type = JsonSchemaType.String, Format = "uuid" },
        },
        Required = new HashSet<string> { ReferenceText.ClassNameKey, ReferenceText.IdKey },
        AdditionalPropertiesAllowed = false,
    };

    public IOpenApiSchema Reference() => Component(ReferenceName, _ => ReferenceShape());

    public IOpenApiSchema Problem() => Component(ProblemName, _ => ProblemSchema.Make());

    /// <summary>A reference to a model, or its data; of an abstract one the reference alone, since data names no class.</summary>
    public IOpenApiSchema ReferenceOrData(Type model) =>
        model.IsAbstract ? Reference() : new OpenApiSchema { AnyOf = [Reference(), Data(model)] };

    /// <summary>The data of a model.</summary>
    public IOpenApiSchema Data(Type model) => model.IsAbstract
        ? new OpenApiSchema { Type = JsonSchemaType.Object }
        : Component(NameOf(model), schema => Fill(schema, toast.CodecOf(model).Describe()));

    private static string NameOf(Type model) =>
        string.Concat(ClassNaming.Of(model).Select(letter => char.IsAsciiLetterOrDigit(letter) || letter is '.' or '-' or '_' ? letter : '_')) + "Data";

    /// <summary>A reference to a component, which is there before it is filled: it may hold itself.</summary>
    private OpenApiSchemaReference Component(string name, Func<OpenApiSchema, OpenApiSchema> fill)
    {
        if (document.Components?.Schemas?.ContainsKey(name) != true)
        {
            document.AddComponent(name, new OpenApiSchema());
            document.Components!.Schemas![name] = fill((OpenApiSchema)document.Components.Schemas[name]);
        }

        return new OpenApiSchemaReference(name, document);
    }

    private IOpenApiSchema Of(DataDescription data)
    {
        if (data.Kind is DataKind.Child or DataKind.Link)
        {
            IOpenApiSchema target = data.Kind == DataKind.Link ? Reference() : ReferenceOrData(data.Model!);
            return !data.AllowsNull ? target : new OpenApiSchema { AnyOf = [.. target.AnyOf ?? [target], new OpenApiSchema { Type = JsonSchemaType.Null }] };
        }

        return Fill(new OpenApiSchema(), data);
    }

    private OpenApiSchema Fill(OpenApiSchema schema, DataDescription data)
    {
        JsonSchemaType orNull = data.AllowsNull ? JsonSchemaType.Null : default;
        schema.Type = TypeOf(data.Kind) is { } type ? type | orNull : null;
        schema.Format = data.Format;
        schema.Enum = data.Texts.Count == 0 ? null : [.. data.Texts.Select(text => (JsonNode)text), .. data.AllowsNull ? [JsonNullSentinel.JsonNull] : Array.Empty<JsonNode>()];
        switch (data.Kind)
        {
            case DataKind.List:
                schema.Items = Of(data.Item!);
                break;
            case DataKind.Pairs:
                schema.Items = new OpenApiSchema { Type = JsonSchemaType.Array, MinItems = 2, MaxItems = 2, Items = new OpenApiSchema() };
                break;
            case DataKind.Dictionary:
                schema.AdditionalProperties = Of(data.Item!);
                break;
            case DataKind.OneOf:
                schema.OneOf = [.. data.Variants.Select(Of), .. data.AllowsNull ? [new OpenApiSchema { Type = JsonSchemaType.Null }] : Array.Empty<IOpenApiSchema>()];
                break;
            case DataKind.Object:
                schema.Properties = data.Members.ToDictionary(member => member.Name, member => RuleSchemas.Add(member.Rules, Of(member.Value)));
                schema.Required = data.Members.Where(member => member.IsRequired).Select(member => member.Name).ToHashSet();
                break;
            default:
                break;
        }

        return schema;
    }

    private static JsonSchemaType? TypeOf(DataKind kind) => kind switch
    {
        DataKind.Text => JsonSchemaType.String,
        DataKind.Integer => JsonSchemaType.Integer,
        DataKind.Number => JsonSchemaType.Number,
        DataKind.Boolean => JsonSchemaType.Boolean,
        DataKind.List or DataKind.Pairs => JsonSchemaType.Array,
        DataKind.Object or DataKind.Dictionary => JsonSchemaType.Object,
        _ => null,
    };
}

using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.OpenApi;
using Toast.Verbs;

namespace Toast.AspNetCore;

/// <summary>Describes bodies, answers, versions and failures of the operations that take and give models.</summary>
internal sealed class ModelOperationTransformer : IOpenApiOperationTransformer
{
    private const string ProblemJson = "application/problem+json";

    public Task TransformAsync(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellationToken)
    {
        if (context.Description.Properties.TryGetValue(typeof(ModelDescription), out object? found) && found is ModelDescription description
            && context.Document is { } document && context.ApplicationServices.GetRequiredService<IToast>() is ToastRuntime toast)
        {
            bool isRead = context.Description.HttpMethod is not { } method || HttpMethods.IsGet(method) || HttpMethods.IsHead(method);
            var schemas = new ModelSchemas(document, toast);
            DescribeBody(operation, description, schemas);
            DescribeConditions(operation, description, isRead);
            DescribeAnswers(operation, description, schemas, isRead);
        }

        return Task.CompletedTask;
    }

    private static void DescribeBody(OpenApiOperation operation, ModelDescription description, ModelSchemas schemas)
    {
        if (description.Body is { } body)
        {
            operation.RequestBody = new OpenApiRequestBody
            {
                Required = !body.IsOptional,
                Content = Json(schemas.ReferenceOrData(body.Model)),
            };
        }
    }

    private static void DescribeConditions(OpenApiOperation operation, ModelDescription description, bool isRead)
    {
        if (!description.HasSubject)
        {
            return;
        }

        operation.Parameters ??= [];
        operation.Parameters.Add(Condition("If-Match", "The ETag that the record must still have; otherwise the answer is 412."));
        if (isRead && description is { AsData: true, Answer: not null })
        {
            operation.Parameters.Add(Condition("If-None-Match", "The ETag that the caller has; the answer is 304 if it still holds."));
        }
    }

    private static void DescribeAnswers(OpenApiOperation operation, ModelDescription description, ModelSchemas schemas, bool isRead)
    {
        operation.Responses ??= [];
        foreach ((string status, IOpenApiResponse described) in operation.Responses)
        {
            if (described is OpenApiResponse answer && answer.Content?.ContainsKey(MediaTypes.Json) == true
                && AnswerSchema(status, description, schemas) is { } schema)
            {
                answer.Content[MediaTypes.Json] = new OpenApiMediaType { Schema = schema };
                DescribeHeaders(answer, status, description);
            }
        }

        if (isRead && description is { AsData: true, Answer: not null, IsList: false, HasSubject: true })
        {
            operation.Responses.TryAdd(Text(StatusCodes.Status304NotModified), new OpenApiResponse { Description = "The caller has this version. Not answered where children are in the data." });
        }

        operation.Responses.TryAdd("default", new OpenApiResponse
        {
            Description = "It failed.",
            Content = new Dictionary<string, OpenApiMediaType> { [ProblemJson] = new() { Schema = schemas.Problem() } },
        });
    }

    private static IOpenApiSchema? AnswerSchema(string status, ModelDescription description, ModelSchemas schemas)
    {
        if (!status.StartsWith('2'))
        {
            return null;
        }

        // An endpoint that gives results of its own says nothing of the model in them.
        IOpenApiSchema? one = description is { AsData: true, Answer: { } model } ? schemas.Data(model)
            : description.Answer is not null || description.GivesReference ? schemas.Reference()
            : null;
        return one is null || !description.IsList ? one : new OpenApiSchema { Type = JsonSchemaType.Array, Items = one };
    }

    private static void DescribeHeaders(OpenApiResponse answer, string status, ModelDescription description)
    {
        if (description.IsList)
        {
            return;
        }

        answer.Headers ??= new Dictionary<string, IOpenApiHeader>();
        answer.Headers["ETag"] = Header("The version of the record.");
        if (status == Text(StatusCodes.Status201Created))
        {
            answer.Headers["Location"] = Header("Where the application gives the record, if it does.");
        }
    }

    private static OpenApiHeader Header(string text) => new() { Description = text, Schema = new OpenApiSchema { Type = JsonSchemaType.String } };

    private static OpenApiParameter Condition(string name, string text) => new()
    {
        Name = name,
        In = ParameterLocation.Header,
        Description = text,
        Schema = new OpenApiSchema { Type = JsonSchemaType.String },
    };

    private static Dictionary<string, OpenApiMediaType> Json(IOpenApiSchema schema) => new() { [MediaTypes.Json] = new OpenApiMediaType { Schema = schema } };

    private static string Text(int status) => status.ToString(CultureInfo.InvariantCulture);
}

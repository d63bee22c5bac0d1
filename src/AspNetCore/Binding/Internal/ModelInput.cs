using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Toast.Registry;

namespace Toast.AspNetCore;

/// <summary>Makes models of what a request holds.</summary>
internal static class ModelInput
{
    /// <summary>Binds the models of a request, in the order of the parameters.</summary>
    public static async Task<List<(Type Type, object? Model)>> BindAsync(HttpContext context, IReadOnlyList<ModelParameter> parameters)
    {
        var models = new List<(Type Type, object? Model)>(parameters.Count);
        ModelParameter? subject = SubjectOf(context, parameters);
        foreach (ModelParameter parameter in parameters)
        {
            models.Add((parameter.Model, await BindAsync(context, parameter, parameter == subject).ConfigureAwait(false)));
        }

        return models;
    }

    /// <summary>Binds one model; null where nothing is there and the parameter allows that.</summary>
    /// <param name="context">The request.</param>
    /// <param name="parameter">What to bind.</param>
    /// <param name="isSubject">True if the conditions of the request are about this model.</param>
    public static async Task<object?> BindAsync(HttpContext context, ModelParameter parameter, bool isSubject)
    {
        object? model = parameter.RouteName is null
            ? await FromBodyAsync(context, parameter).ConfigureAwait(false)
            : await FromRouteAsync(context, parameter).ConfigureAwait(false);
        if (isSubject && model is not null && Identities.Of(model).Bound is { } bound)
        {
            CheckConditions(context, bound);
            context.Features.Set(new RequestSubject(bound.Reference));
        }

        return model;
    }

    /// <summary>What the request is about: the model of the last route parameter. The ones before it only lead there.</summary>
    public static ModelParameter? SubjectOf(HttpContext context, IReadOnlyList<ModelParameter> parameters) => (context.GetEndpoint() as RouteEndpoint)?
        .RoutePattern.Parameters
        .Select(route => parameters.FirstOrDefault(parameter => string.Equals(parameter.RouteName, route.Name, StringComparison.OrdinalIgnoreCase)))
        .LastOrDefault(parameter => parameter is not null);

    public static bool IsSafe(HttpRequest request) => HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method);

    /// <summary>If-None-Match of a read is no condition for it, but asks for 304.</summary>
    private static void CheckConditions(HttpContext context, Binding bound)
    {
        Preconditions conditions = Preconditions.Of(context.Request);
        if (IsSafe(context.Request) ? conditions.Match?.Match(bound.Version) == false : !conditions.Hold(bound.Version))
        {
            throw Conflicts.OtherVersion(bound.Reference, bound.Version);
        }
    }

    private static async Task<object?> FromRouteAsync(HttpContext context, ModelParameter parameter)
    {
        string? text = context.GetRouteValue(parameter.RouteName!)?.ToString();
        if (text is null && parameter.IsOptional)
        {
            return null;
        }

        return await ModelVerbs.Of(parameter.Model)
            .ValidateAsync(context.Toast(), ReferenceOf(parameter.Model, text), context.RequestAborted).ConfigureAwait(false);
    }

    private static async Task<object?> FromBodyAsync(HttpContext context, ModelParameter parameter)
    {
        if (parameter.IsOptional && context.Features.Get<IHttpRequestBodyDetectionFeature>() is { CanHaveBody: false })
        {
            return null;
        }

        ReadOnlyMemory<byte> body = await ReadBodyAsync(context).ConfigureAwait(false);
        try
        {
            return await ModelVerbs.Of(parameter.Model).ValidateJsonAsync(context.Toast(), body, context.RequestAborted).ConfigureAwait(false);
        }
        catch (StorageValidationException dangling) when (dangling.Code == ErrorCodes.DanglingReference && dangling.Id == Guid.Empty)
        {
            // In a record this is a fault of the store. Here the caller sent the reference.
            throw new RequestFault(new Problem
            {
                Status = StatusCodes.Status422UnprocessableEntity,
                Code = ErrorCodes.DanglingReference,
                Detail = $"The data refers at {dangling.MemberPath} to a record that was not found. Correct the reference, or send the data itself in its place.",
                ClassName = dangling.ClassName,
                MemberPath = dangling.MemberPath,
            });
        }
    }

    private static async Task<ReadOnlyMemory<byte>> ReadBodyAsync(HttpContext context)
    {
        try
        {
            return await context.RequestServices.GetRequiredService<RequestBody>()
                .ReadJsonAsync(context, context.Runtime().Limits.MaxRecordBytes).ConfigureAwait(false);
        }
        catch (BadHttpRequestException failure) when (Framing.ProblemOf(failure) is { } problem)
        {
            throw new RequestFault(problem);
        }
    }

    /// <summary>The reference in a path: an id of the class asked for.</summary>
    private static ExternalReference ReferenceOf(Type model, string? text)
    {
        string className = ClassNaming.Of(model);
        return ReferenceText.TryParseId(text, out Guid id)
            ? new ExternalReference(className, id)
            : throw new StorageValidationException(
                ErrorCodes.InvalidReference,
                $"The id of {className} in the path is not a UUID. Write it as 550e8400-e29b-41d4-a716-446655440000, as it was returned by a dump.")
            {
                ClassName = className,
                Expected = "a UUID",
            };
    }
}

using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Routing;

namespace Toast.AspNetCore;

/// <summary>Completes an endpoint of a group: binds its models before its handler runs, and answers failures of Toast.</summary>
internal static class ModelEndpoint
{
    public static void Complete(EndpointBuilder builder)
    {
        if (builder is not RouteEndpointBuilder { RequestDelegate: { } handler } endpoint)
        {
            return;
        }

        endpoint.Metadata.Add(ModelEndpointMark.Instance);
        ModelParameter[] parameters = ParametersOf(endpoint);
        RefuseTwoBodies(endpoint, parameters);
        RefuseAbstract(endpoint, parameters);
        if (parameters.Length == 0)
        {
            endpoint.RequestDelegate = context => FailureGuard.RunAsync(context, handler);
            return;
        }

        endpoint.Metadata.Add(new ModelParameters(parameters));
        endpoint.RequestDelegate = context => FailureGuard.RunAsync(context, bound => BindAsync(bound, parameters, handler));
    }

    private static ModelParameter[] ParametersOf(RouteEndpointBuilder endpoint)
    {
        ILookup<bool, IParameterBindingMetadata> all = endpoint.Metadata
            .OfType<IParameterBindingMetadata>()
            .ToLookup(parameter => ModelTypes.IsModel(parameter.ParameterInfo.ParameterType) && !IsService(parameter));
        IParameterBindingMetadata[] models = [.. all[true]];
        RefuseBodyAttribute(endpoint, models);
        string?[] routeNames = ModelParameter.RouteNamesOf(
            [.. models.Select(model => model.Name)], all[false].Select(other => other.Name), endpoint.RoutePattern.Parameters.Select(route => route.Name));
        return [.. models.Select((model, i) =>
            new ModelParameter(model.Name, model.ParameterInfo.ParameterType, routeNames[i], ModelParameter.AllowsNull(model.ParameterInfo)))];
    }

    private static bool IsService(IParameterBindingMetadata parameter) =>
        parameter.ParameterInfo.GetCustomAttributes(inherit: false).Any(attribute => attribute is IFromServiceMetadata);

    /// <summary>With the attribute ASP.NET Core reads the body itself, knows no references and leaves every member of one at its default.</summary>
    private static void RefuseBodyAttribute(RouteEndpointBuilder endpoint, IEnumerable<IParameterBindingMetadata> models)
    {
        if (models.FirstOrDefault(model => model.ParameterInfo.GetCustomAttributes(inherit: false).Any(attribute => attribute is IFromBodyMetadata)) is { } marked)
        {
            throw new InvalidOperationException(
                $"Endpoint {endpoint.DisplayName} takes the model {marked.Name} with [FromBody], which passes Toast by. Remove the attribute.");
        }
    }

    private static void RefuseTwoBodies(RouteEndpointBuilder endpoint, ModelParameter[] parameters)
    {
        int models = parameters.Count(parameter => parameter.RouteName is null);
        bool readsBody = endpoint.Metadata.OfType<IAcceptsMetadata>().Any();
        if (models > 1 || (models == 1 && readsBody))
        {
            throw new InvalidOperationException(
                $"Endpoint {endpoint.DisplayName} takes more than one parameter from the body of the request. Give a model a route parameter of its name, "
                + "or take the other values from the route, the query or a header.");
        }
    }

    private static void RefuseAbstract(RouteEndpointBuilder endpoint, ModelParameter[] parameters)
    {
        if (parameters.FirstOrDefault(parameter => parameter.RouteName is not null && parameter.Model.IsAbstract) is { } one)
        {
            throw new InvalidOperationException(
                $"Endpoint {endpoint.DisplayName} takes {one.Name} by its id, but {one.Model.Name} is abstract, and an id names no class. Take a reference from the body.");
        }
    }

    private static async Task BindAsync(HttpContext context, ModelParameter[] parameters, RequestDelegate handler)
    {
        IServiceProvider services = context.RequestServices;
        context.RequestServices = new BoundModels(services, await ModelInput.BindAsync(context, parameters).ConfigureAwait(false));
        try
        {
            await handler(context).ConfigureAwait(false);
        }
        finally
        {
            context.RequestServices = services;
        }
    }
}

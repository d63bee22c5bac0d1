using System.Collections.Concurrent;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Toast.AspNetCore;

/// <summary>Says under which path the application gives a model: that of the first endpoint which answers GET and takes the model's id as its last route parameter.</summary>
internal sealed class ModelLocations(EndpointDataSource endpoints, LinkGenerator links)
{
    private readonly ConcurrentDictionary<Type, (IReadOnlyList<Endpoint> Of, ModelLocation? Found)> known = new();

    /// <summary>The path of a record, or null if the application has no endpoint for its model.</summary>
    public string? PathOf(HttpContext context, Type model, Guid id)
    {
        // The list is another one after endpoints were added or removed.
        IReadOnlyList<Endpoint> now = endpoints.Endpoints;
        (IReadOnlyList<Endpoint> of, ModelLocation? found) = known.GetOrAdd(model, _ => (now, Find(now, model)));
        if (!ReferenceEquals(of, now))
        {
            found = Find(now, model);
            known[model] = (now, found);
        }

        return found is null
            ? null
            : links.GetPathByAddress(context, found, new RouteValueDictionary { [found.RouteName] = id.ToString("D") });
    }

    private static ModelLocation? Find(IReadOnlyList<Endpoint> endpoints, Type model) => endpoints
        .OfType<RouteEndpoint>()
        .Where(endpoint => endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods.Contains(HttpMethods.Get) == true)
        .OrderBy(endpoint => endpoint.Order)
        .Select(endpoint => LocationAt(endpoint, model))
        .FirstOrDefault(location => location is not null);

    private static ModelLocation? LocationAt(RouteEndpoint endpoint, Type model)
    {
        ModelParameter? parameter = endpoint.Metadata.GetMetadata<ModelParameters>()?.All
            .FirstOrDefault(one => one.RouteName is not null && one.Model == model);
        return parameter is not null && endpoint.RoutePattern.Parameters is [.., { } last] && last.Name == parameter.RouteName
            ? new ModelLocation(endpoint, last.Name)
            : null;
    }
}

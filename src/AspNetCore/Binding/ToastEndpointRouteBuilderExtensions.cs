using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Toast.AspNetCore;

/// <summary>Maps endpoints that take and give models. See docs/aspnetcore.md.</summary>
public static class ToastEndpointRouteBuilderExtensions
{
    /// <summary>
    /// Makes a group whose endpoints take models (types marked <see cref="ExternalAttribute"/>) as parameters and give them as results. A parameter that has the
    /// name of a route parameter is restored from the id there; any other is validated from the JSON body, which holds a reference or the full data. A returned
    /// model is dumped and answered as its reference, or as its data where <see cref="AsDataAttribute"/> says so. Failures of Toast are answered as problem details
    /// with their stable <c>code</c>.
    /// </summary>
    /// <param name="endpoints">Where to map.</param>
    /// <param name="prefix">The beginning of all routes of the group, as of <c>MapGroup</c>.</param>
    /// <returns>The group.</returns>
    /// <exception cref="InvalidOperationException"><c>AddToastEndpoints</c> was not called.</exception>
    public static RouteGroupBuilder MapToastGroup(this IEndpointRouteBuilder endpoints, string prefix = "")
    {
        ArgumentNullException.ThrowIfNull(endpoints);
        ArgumentNullException.ThrowIfNull(prefix);
        if (endpoints.ServiceProvider.GetService<ModelLocations>() is null)
        {
            throw new InvalidOperationException(
                "MapToastGroup found the services of Toast's endpoints missing. Call builder.Services.AddToastEndpoints() before the application is built.");
        }

        RouteGroupBuilder group = new ModelRouteBuilder(endpoints).MapGroup(prefix);
        group.AddEndpointFilterFactory(ModelResultFilter.Create);
        ((IEndpointConventionBuilder)group).Finally(ModelEndpoint.Complete);
        return group;
    }
}

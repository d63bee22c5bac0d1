using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Toast.AspNetCore;

/// <summary>The endpoint that gives a model by its id, as an address that links are made for.</summary>
/// <param name="Endpoint">The endpoint.</param>
/// <param name="RouteName">Its route parameter that holds the id.</param>
internal sealed record ModelLocation(RouteEndpoint Endpoint, string RouteName)
{
    /// <summary>Finds the endpoint that an address already holds.</summary>
    internal sealed class Scheme : IEndpointAddressScheme<ModelLocation>
    {
        public IEnumerable<Endpoint> FindEndpoints(ModelLocation address) => [address.Endpoint];
    }
}

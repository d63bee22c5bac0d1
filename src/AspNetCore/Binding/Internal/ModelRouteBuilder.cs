using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;

namespace Toast.AspNetCore;

/// <summary>
/// The routes of an application, seen through services in which every model is one: so the endpoint factory of ASP.NET Core takes the models among the
/// parameters of a handler from the services of the request, and not from a body it reads itself. <see cref="ModelEndpoint"/> puts them there.
/// </summary>
internal sealed class ModelRouteBuilder(IEndpointRouteBuilder endpoints) : IEndpointRouteBuilder
{
    public IServiceProvider ServiceProvider { get; } = new ModelServices(endpoints.ServiceProvider);

    public ICollection<EndpointDataSource> DataSources => endpoints.DataSources;

    public IApplicationBuilder CreateApplicationBuilder() => endpoints.CreateApplicationBuilder();
}

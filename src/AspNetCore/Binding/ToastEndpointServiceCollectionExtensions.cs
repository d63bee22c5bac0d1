using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.ApiExplorer;
using Microsoft.AspNetCore.Mvc.ApplicationModels;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using Toast.AspNetCore;

#pragma warning disable IDE0130 // Registration stands in the namespace that apps already import.
namespace Microsoft.Extensions.DependencyInjection;
#pragma warning restore IDE0130

/// <summary>Lets endpoints take and give models.</summary>
public static class ToastEndpointServiceCollectionExtensions
{
    /// <summary>
    /// Registers what endpoints need to take and give models: groups made with <c>MapToastGroup</c>, and all controllers, where there are any. Besides, failures of
    /// Toast that reach <c>app.UseExceptionHandler()</c> are answered as problem details with their stable <c>code</c>, and OpenAPI documents describe references
    /// and the data of models. The engine itself comes from <c>AddToast</c>. Calling it twice is harmless.
    /// </summary>
    /// <param name="services">The services.</param>
    /// <returns>The services.</returns>
    public static IServiceCollection AddToastEndpoints(this IServiceCollection services)
    {
        ArgumentNullException.ThrowIfNull(services);
        services.AddRouting();
        services.TryAddSingleton(provider => new RequestBody(new RecordEndpointOptions(), provider.GetService<TimeProvider>() ?? TimeProvider.System));
        services.TryAddSingleton<ModelLocations>();
        services.TryAddSingleton<IEndpointAddressScheme<ModelLocation>, ModelLocation.Scheme>();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IExceptionHandler, StorageExceptionHandler>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IConfigureOptions<MvcOptions>, ModelMvcSetup>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IApiDescriptionProvider, ModelDescriptionProvider>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IConfigureOptions<OpenApiOptions>, ModelOpenApiSetup>());
        services.TryAddEnumerable(ServiceDescriptor.Transient<IApplicationModelProvider, ModelActionProvider>());
        return services;
    }
}

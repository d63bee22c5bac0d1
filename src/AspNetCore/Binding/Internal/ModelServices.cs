using Microsoft.Extensions.DependencyInjection;

namespace Toast.AspNetCore;

/// <summary>The services of the application, which call every model a service.</summary>
internal sealed class ModelServices(IServiceProvider inner) : IKeyedServiceProvider
{
    private readonly IServiceProviderIsService isService = new ModelsAreServices(inner.GetService<IServiceProviderIsService>());

    public object? GetService(Type serviceType) =>
        serviceType == typeof(IServiceProviderIsService) ? isService : inner.GetService(serviceType);

    public object? GetKeyedService(Type serviceType, object? serviceKey) => ((IKeyedServiceProvider)inner).GetKeyedService(serviceType, serviceKey);

    public object GetRequiredKeyedService(Type serviceType, object? serviceKey) => inner.GetRequiredKeyedService(serviceType, serviceKey);

    private sealed class ModelsAreServices(IServiceProviderIsService? inner) : IServiceProviderIsService
    {
        public bool IsService(Type serviceType) => ModelTypes.IsModel(serviceType) || inner?.IsService(serviceType) == true;
    }
}

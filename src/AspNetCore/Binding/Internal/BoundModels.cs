using Microsoft.Extensions.DependencyInjection;

namespace Toast.AspNetCore;

/// <summary>
/// The services of one request, with the models that were bound for its handler. The handler's arguments are made in the order of its parameters, so several
/// models of one type are given out in that order.
/// </summary>
internal sealed class BoundModels(IServiceProvider inner, List<(Type Type, object? Model)> models) : IKeyedServiceProvider, ISupportRequiredService
{
    public object? GetService(Type serviceType) => TryTake(serviceType, out object? model) ? model : inner.GetService(serviceType);

    /// <summary>Gives null for a model that may be missing: the handler says that it is welcome, though the factory of endpoints asks as if it were not.</summary>
    public object GetRequiredService(Type serviceType) => TryTake(serviceType, out object? model) ? model! : inner.GetRequiredService(serviceType);

    public object? GetKeyedService(Type serviceType, object? serviceKey) => ((IKeyedServiceProvider)inner).GetKeyedService(serviceType, serviceKey);

    public object GetRequiredKeyedService(Type serviceType, object? serviceKey) => inner.GetRequiredKeyedService(serviceType, serviceKey);

    private bool TryTake(Type type, out object? model)
    {
        int next = models.FindIndex(one => one.Type == type);
        model = next < 0 ? null : models[next].Model;
        if (next >= 0)
        {
            models.RemoveAt(next);
        }

        return next >= 0;
    }
}

using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Toast.AspNetCore;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Adds API keys to a host. See docs/http.md.</summary>
public static class ApiKeyServiceCollectionExtensions
{
    /// <summary>
    /// Makes the endpoints of Toast, and others mapped with <see cref="ApiKeyEndpointConventions.RequireApiKey"/>, ask for one of the keys in a section:
    /// <c>{name}:Key</c> or <c>{name}:KeyFile</c>, <c>{name}:ReadOnly</c>, <c>{name}:Classes</c>, <c>{name}:RequestsPerSecond</c>. Changes of the section and of the
    /// files count within seconds. While the section has never held a key, nobody is asked for one.
    /// </summary>
    /// <param name="services">The services.</param>
    /// <param name="section">The section, such as <c>Toast:ApiKeys</c>.</param>
    /// <param name="configure">Changes the options; null keeps the defaults.</param>
    /// <returns>The services.</returns>
    /// <exception cref="Toast.StorageValidationException">
    /// The section cannot be used (<see cref="Toast.ErrorCodes.InvalidConfiguration"/>). The message names the settings and quotes no key.
    /// </exception>
    public static IServiceCollection AddToastApiKeys(
        this IServiceCollection services, IConfigurationSection section, Action<ApiKeyOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(section);
        var options = new ApiKeyOptions();
        configure?.Invoke(options);
        RateLimit.Check(options);
        var problems = new List<string>();
        IReadOnlyList<ApiKey> keys = new ApiKeyReader(section).Read(problems, atStart: true);
        if (problems.Count > 0)
        {
            throw new Toast.StorageValidationException(Toast.ErrorCodes.InvalidConfiguration, string.Join(Environment.NewLine, problems));
        }

        services.TryAddSingleton(provider => new ApiKeys(
            section,
            options,
            keys,
            provider.GetService<TimeProvider>() ?? TimeProvider.System,
            provider.GetRequiredService<ILoggerFactory>().CreateLogger("Toast.AspNetCore")));
        services.AddHostedService<ApiKeyRefresh>();
        return services;
    }
}

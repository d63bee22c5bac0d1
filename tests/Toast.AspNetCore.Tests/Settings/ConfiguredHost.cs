using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Toast.AspNetCore.Tests;

/// <summary>An application whose engine is set up by settings alone.</summary>
internal sealed class ConfiguredHost : IAsyncDisposable
{
    private readonly WebApplication app;

    private ConfiguredHost(WebApplication app) => this.app = app;

    public IToast Toast => app.Services.GetRequiredService<IToast>();

    public static async Task<ConfiguredHost> StartAsync(params (string Key, string? Value)[] settings)
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        builder.Configuration.AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create(setting.Key, setting.Value)));
        builder.Services.AddToast(builder.Configuration, toast => toast.AddModel<Note>().AddModel<Customer>());
        var host = new ConfiguredHost(builder.Build());
        try
        {
            await host.app.StartAsync();
            return host;
        }
        catch
        {
            await host.DisposeAsync();
            throw;
        }
    }

    public ValueTask DisposeAsync() => app.DisposeAsync();
}

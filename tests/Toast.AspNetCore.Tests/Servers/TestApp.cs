using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Toast.AspNetCore.Tests;

/// <summary>An application in this process, on a free port of the loopback address, over a store of its own.</summary>
public abstract class TestApp : IAsyncLifetime
{
    private WebApplication? app;

    public HttpClient Client { get; } = new(new SocketsHttpHandler { AllowAutoRedirect = false });

    public Uri Address => Client.BaseAddress!;

    public IToast Toast => app!.Services.GetRequiredService<IToast>();

    /// <summary>What happens to requests that are held up.</summary>
    public Gate Gate { get; } = new();

    protected virtual bool AddsEndpoints => true;

    protected virtual string Store { get; } = $"memory://{Guid.NewGuid():N}";

    public async Task InitializeAsync()
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        builder.Services.AddSingleton(Gate);
        if (AddsEndpoints)
        {
            builder.Services.AddToastEndpoints();
        }

        builder.Services.AddToast(toast => toast.UseDefaultStore(Store));
        builder.Services.AddOpenApi();
        Add(builder);
        app = builder.Build();
        Map(app);
        app.MapOpenApi();
        await app.StartAsync();
        Client.BaseAddress = new Uri(app.Urls.Single());
    }

    public virtual async Task DisposeAsync()
    {
        Client.Dispose();
        if (app is not null)
        {
            await app.DisposeAsync();
        }
    }

    internal Task<HttpResponseMessage> GetAsync(string path, params (string Name, string Value)[] headers) => SendAsync(HttpMethod.Get, path, null, headers);

    internal Task<HttpResponseMessage> PostAsync(string path, string json, params (string Name, string Value)[] headers) =>
        SendAsync(HttpMethod.Post, path, json, headers);

    internal Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, string? json = null, params (string Name, string Value)[] headers)
    {
        var request = new HttpRequestMessage(method, path);
        if (json is not null)
        {
            request.Content = new StringContent(json, Encoding.UTF8, "application/json");
        }

        foreach ((string name, string value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        return Client.SendAsync(request);
    }

    protected virtual void Add(WebApplicationBuilder builder)
    {
    }

    protected abstract void Map(WebApplication app);
}

using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Toast.AspNetCore;

namespace Toast.Silo.Tests;

/// <summary>The endpoints in this process, on a free port of the loopback address, over a store of its own.</summary>
public class RecordServer : IAsyncLifetime
{
    private readonly Func<ToastBuilder, ToastBuilder> configure;
    private readonly Action<RecordEndpointOptions>? options;
    private WebApplication? app;

    public RecordServer()
        : this(toast => toast.UseDefaultStore($"memory://{Guid.NewGuid():N}"))
    {
    }

    internal RecordServer(Func<ToastBuilder, ToastBuilder> configure, Action<RecordEndpointOptions>? options = null)
    {
        this.configure = configure;
        this.options = options;
    }

    public HttpClient Client { get; } = new(new SocketsHttpHandler { AllowAutoRedirect = false });

    public Uri Address => Client.BaseAddress!;

    internal IServiceProvider Services => app!.Services;

    public async Task InitializeAsync()
    {
        app = Build();
        await app.StartAsync();
        Client.BaseAddress = new Uri(app.Urls.Single());
    }

    public async Task DisposeAsync()
    {
        Client.Dispose();
        if (app is not null)
        {
            await app.DisposeAsync();
        }
    }

    internal virtual WebApplication Build()
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        builder.Services.AddSingleton(_ => configure(new ToastBuilder()).Build());
        WebApplication built = builder.Build();
        built.UseToastProblemDetails();
        built.MapToastHealth();
        built.MapRecords(options);
        return built;
    }

    internal Task<HttpResponseMessage> PostAsync(string path, string json) => Client.SendAsync(Request(HttpMethod.Post, path, json));

    internal Task<HttpResponseMessage> PostAsync(string path, byte[] body) =>
        Client.SendAsync(new HttpRequestMessage(HttpMethod.Post, path) { Content = Json(body) });

    internal Task<HttpResponseMessage> SendAsync(
        HttpMethod method, string path, string? json = null, params (string Name, string Value)[] headers) =>
        Client.SendAsync(Request(method, path, json, headers));

    /// <summary>Posts a record and gives the path it is served under.</summary>
    internal async Task<string> CreateAsync(string json, string className = "Note")
    {
        using HttpResponseMessage response = await PostAsync($"/records/{className}", json);
        response.EnsureSuccessStatusCode();
        return response.Headers.Location!.ToString();
    }

    private static HttpRequestMessage Request(HttpMethod method, string path, string? json, params (string Name, string Value)[] headers)
    {
        var request = new HttpRequestMessage(method, path);
        if (json is not null)
        {
            request.Content = Json(Encoding.UTF8.GetBytes(json));
        }

        foreach ((string name, string value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        return request;
    }

    private static ByteArrayContent Json(byte[] body)
    {
        var content = new ByteArrayContent(body);
        content.Headers.ContentType = new("application/json");
        return content;
    }
}

using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Toast.AspNetCore;

/// <summary>Maps a page on which people look at what is stored. See docs/explorer.md.</summary>
public static class ExplorerEndpoints
{
    /// <summary>
    /// Maps the explorer: the page at <c>/</c>, its files and the data it shows under <c>/explorer</c>. It only reads; what it reads of single records comes
    /// from <see cref="RecordEndpoints.MapRecords"/>, which must be mapped beside it.
    /// </summary>
    /// <param name="endpoints">Where to map.</param>
    /// <returns>The group, for authorisation, host filters and the like.</returns>
    /// <remarks>
    /// The page and its files hold no data and are open to everybody. The data is behind the API keys if <c>services.AddToastApiKeys</c> was called: the page
    /// asks for one, and a key that is limited to classes sees those alone. Measuring for the plots begins with this call.
    /// </remarks>
    public static RouteGroupBuilder MapToastExplorer(this IEndpointRouteBuilder endpoints)
    {
        ArgumentNullException.ThrowIfNull(endpoints);
        IServiceProvider services = endpoints.ServiceProvider;
        TimeProvider time = services.GetService<TimeProvider>() ?? TimeProvider.System;
        var gate = new RecordGate(services.GetService<ApiKeys>());
        var traffic = new Traffic();
        services.GetService<IHostApplicationLifetime>()?.ApplicationStopped.Register(traffic.Dispose);
        var overview = new OverviewHandler(new StoreProbe(time), new Census(time), time);

        // Not for programs: what the page asks for changes with the page.
        RouteGroupBuilder group = endpoints.MapGroup("").ExcludeFromDescription();
        foreach (PageFile file in PageFile.ReadAll())
        {
            group.MapMethods(file.Path, [HttpMethods.Get, HttpMethods.Head], (RequestDelegate)file.AnswerAsync);
        }

        group.MapGet("/explorer/overview", gate.Keyed(overview.AnswerAsync));
        group.MapGet("/explorer/traffic", gate.Keyed(new TrafficHandler(traffic, time).AnswerAsync));
        group.MapGet("/explorer/records/{" + PathReference.ClassNameKey + "}", gate.Reads(ClassPage.AnswerAsync));
        return group;
    }
}

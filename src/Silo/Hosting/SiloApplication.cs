using Microsoft.AspNetCore.HostFiltering;
using Toast.AspNetCore;

namespace Toast.Silo;

/// <summary>Puts the record server together.</summary>
internal static class SiloApplication
{
    // The names under which a browser reaches a server of the same machine; any other in a Host header is a page playing tricks with DNS.
    private const string LocalHosts = "localhost;127.0.0.1;[::1]";

    /// <summary>Builds the server and checks every setting; nothing listens and no store is touched yet.</summary>
    /// <exception cref="SettingException">A setting is wrong.</exception>
    /// <exception cref="StorageValidationException">The store URL is wrong.</exception>
    public static WebApplication Build(string[] args, out SiloOptions options)
    {
        WebApplicationBuilder builder = WebApplication.CreateBuilder(new WebApplicationOptions
        {
            Args = args,
            // Settings lie beside the program; the folder it is started in only matters to relative paths of stores.
            ContentRootPath = AppContext.BaseDirectory,
        });

        SiloOptions settings = SiloOptionsReader.Read(builder.Configuration);
        ListenAddresses.Check(builder.Configuration, settings.AllowRemote);
        if (!settings.AllowRemote)
        {
            builder.Configuration["AllowedHosts"] ??= LocalHosts;
        }

        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxConcurrentConnections = 10_000;
        });
        builder.Services.Configure<HostFilteringOptions>(filtering => filtering.IncludeFailureMessage = false);
        AddEngine(builder, ref settings);

        WebApplication app = builder.Build();
        // Wrong URLs are found when the engine is made, which must not wait for the first request.
        app.Services.GetRequiredService<IToast>();
        app.UseToastProblemDetails();
        app.MapToastHealth();
        app.MapRecords();
        options = settings;
        return app;
    }

    private static void AddEngine(WebApplicationBuilder builder, ref SiloOptions settings)
    {
        SiloOptions given = settings;
        bool cluster = settings.Cluster.Mode != ClusterMode.None;
        if (cluster)
        {
            settings = settings with { Cluster = SiloCluster.Add(builder, settings) };
        }

        builder.Services.AddToast(toast =>
        {
            foreach ((string name, string url) in given.AllStores)
            {
                toast.AddStore(name, url);
            }

            foreach ((string className, string store) in given.Classes)
            {
                toast.MapClass(className, store);
            }

            toast.UseDefaultStore(given.StoreName);
            if (given.AcceptedClasses.Count > 0)
            {
                toast.AcceptClasses(given.AcceptedClasses);
            }

            if (cluster)
            {
                SiloCluster.Use(toast);
            }
        });
    }
}

using Microsoft.AspNetCore.HostFiltering;
using Toast.AspNetCore;

namespace Toast.Silo;

/// <summary>Puts the record server together.</summary>
internal static class SiloApplication
{
    // The names under which a browser reaches a server of the same machine; any other in a Host header is a page playing tricks with DNS.
    private const string LocalHosts = "localhost;127.0.0.1;[::1]";

    private static readonly string[] ServerMeters =
        [ToastTelemetry.MeterName, "Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Server.Kestrel", "System.Runtime"];

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
        bool mayBeRemote = settings.AllowRemote || settings.HasApiKeys;
        ListenAddresses.Check(builder.Configuration, mayBeRemote);
        if (!mayBeRemote)
        {
            builder.Configuration["AllowedHosts"] ??= LocalHosts;
        }

        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxConcurrentConnections = settings.Limits.MaxConnections;
            kestrel.Limits.RequestHeadersTimeout = settings.Limits.HeaderTimeout;
            kestrel.Limits.KeepAliveTimeout = settings.Limits.IdleTimeout;
        });
        builder.Services.Configure<HostFilteringOptions>(filtering => filtering.IncludeFailureMessage = false);
        builder.Services.AddToastApiKeys(
            builder.Configuration.GetSection(SiloOptions.Section).GetSection(SiloOptions.ApiKeys),
            keys => keys.RequestsPerSecond = settings.Limits.RequestsPerSecond);
        builder.Services.AddToastMetrics([.. ServerMeters, .. settings.Metrics.Meters]);
        AnswerCompression.Add(builder.Services);
        LimitSettings limits = settings.Limits;
        AddEngine(builder, ref settings);

        WebApplication app = builder.Build();
        // Wrong URLs are found when the engine is made, which must not wait for the first request.
        app.Services.GetRequiredService<IToast>();
        app.UseToastProblemDetails();
        app.UseResponseCompression();
        app.MapToastHealth();
        app.MapToastMetrics().RequireApiKey(ApiKeyAccess.Any);
        app.MapToastOpenApi();
        app.MapRecords(records =>
        {
            records.MaxRecordBytes = limits.MaxRecordBytes;
            records.MaxBatchItems = limits.MaxBatchItems;
            records.BodyTimeout = limits.BodyTimeout;
        });
        if (settings.Explorer)
        {
            app.MapToastExplorer();
        }

        SiloCluster.Map(app, settings.Cluster);
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
            toast.Configure(engine => (engine.MaxRecordBytes, engine.MaxDepth) = (given.Limits.MaxRecordBytes, given.Limits.MaxDepth));
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

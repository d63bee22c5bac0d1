using System.Net;
using Orleans.Configuration;
using Orleans.Dashboard;
using StackExchange.Redis;
using Toast.AspNetCore;
using Toast.Grains;
using Toast.Redis;

namespace Toast.Silo;

/// <summary>Makes the server a silo, whose records are carried by grains.</summary>
internal static class SiloCluster
{
    public const bool IsBuilt = true;

    public const ClusterMode DefaultMode = ClusterMode.Local;

    private const string DashboardPath = "/dashboard";

    /// <summary>
    /// How long a silo tries to reach others that the membership calls alive. After a crash of all silos that is the time until the old entries count as dead;
    /// whoever restarts the process afterwards succeeds.
    /// </summary>
    private static readonly TimeSpan JoinLimit = TimeSpan.FromSeconds(100);

    /// <summary>How long a silo may take to hand its records over before it ends. Less than the time that a supervisor grants.</summary>
    private static readonly TimeSpan DrainTime = TimeSpan.FromSeconds(60);

    /// <exception cref="SettingException">A port is taken, a file cannot be read, or the membership cannot be understood.</exception>
    public static ClusterSettings Add(WebApplicationBuilder builder, SiloOptions options)
    {
        ClusterSettings settings = ClusterPorts.Choose(options.Cluster);
        builder.UseOrleans(silo =>
        {
            Join(silo, settings);
            silo.Configure<ClusterMembershipOptions>(membership => membership.MaxJoinAttemptTime = JoinLimit);
            silo.Services.Configure<HostOptions>(host => host.ShutdownTimeout = DrainTime);
            silo.AddActivityPropagation();
            if (settings.Tls is { } tls)
            {
                silo.UseTls(ClusterTls.Of(tls).Apply);
            }

            if (settings.Dashboard)
            {
                silo.AddDashboard();
            }

            silo.AddToast(toast => Fill(toast, options));
        });
        return settings;
    }

    public static ToastBuilder Use(ToastBuilder toast) => toast.UseCluster();

    /// <summary>Adds what a silo shows over HTTP. The dashboard tells of all classes and shows the log, so it takes a key that may read everything.</summary>
    public static void Map(WebApplication app, ClusterSettings settings)
    {
        if (settings.Dashboard)
        {
            app.MapOrleansDashboard(DashboardPath).RequireApiKey(ApiKeyAccess.Read, browser: true);
        }
    }

    private static void Join(ISiloBuilder silo, ClusterSettings settings)
    {
        if (settings.Mode == ClusterMode.Local)
        {
            silo.UseLocalhostClustering(settings.SiloPort, settings.GatewayPort, null, settings.ServiceId, settings.ClusterId);
            return;
        }

        silo.Configure<ClusterOptions>(cluster => (cluster.ClusterId, cluster.ServiceId) = (settings.ClusterId, settings.ServiceId));
        silo.ConfigureEndpoints(IPAddress.Parse(settings.Address), settings.SiloPort, settings.GatewayPort, listenOnAnyHostAddress: false);
        if (settings.Mode == ClusterMode.Postgres)
        {
            string connection = OrleansPostgres.ConnectionString(settings.Membership!);
            silo.SetUpOrleansPostgres(connection, OrleansPostgresParts.Clustering, settings.VerifyOnly);
            silo.UseAdoNetClustering(membership => (membership.Invariant, membership.ConnectionString) = (OrleansPostgres.Invariant, connection));
        }
        else
        {
            ConfigurationOptions connection = RedisClient.OptionsOf(RedisSettings.Read(StorageUrl.Parse(settings.Membership!)));
            silo.UseRedisClustering(membership => membership.ConfigurationOptions = connection);
        }
    }

    private static void Fill(ToastSiloOptions toast, SiloOptions options)
    {
        foreach ((string name, string url) in options.AllStores)
        {
            toast.Stores[name] = url;
        }

        foreach ((string className, string store) in options.Classes)
        {
            toast.Classes[className] = store;
        }

        toast.DefaultStore = options.StoreName;
        toast.Engine.MaxRecordBytes = options.Limits.MaxRecordBytes;
        toast.Engine.MaxDepth = options.Limits.MaxDepth;
        toast.MaxWarmRecords = options.Cluster.MaxWarmRecords ?? toast.MaxWarmRecords;
        toast.AcceptedClasses.AddRange(options.AcceptedClasses);
    }
}

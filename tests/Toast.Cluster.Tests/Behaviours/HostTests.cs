using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Toast.Cluster.Tests.Models;

namespace Toast.Cluster.Tests.Behaviours;

/// <summary>How hosts are set up, and what they say when they are set up wrongly.</summary>
public sealed class HostTests
{
    [Fact]
    public void A_cluster_without_a_client_is_refused_when_the_engine_is_built()
    {
        StorageValidationException refused = Assert.Throws<StorageValidationException>(() => new ToastBuilder().UseCluster().Build());
        Assert.Equal(ErrorCodes.InvalidConfiguration, refused.Code);
        Assert.Contains("UseOrleansClient", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_mistake_of_a_silos_set_up_is_reported_by_the_name_of_its_key()
    {
        HostApplicationBuilder host = NewHost();
        host.UseOrleans(silo => silo.UseLocalhostClustering().AddToast(options =>
        {
            options.Stores["bad name!"] = "memory://";
            options.GrainStorage["records"] = "nobody";
            options.Classes["Note"] = "nowhere";
            options.Classes["a b"] = "records";
            options.AcceptedClasses.Add("x y");
            options.DefaultStore = "absent";
            options.WarmFreshness = TimeSpan.FromDays(2);
            options.IdleTime = TimeSpan.Zero;
            options.MaxWarmRecords = 999;
            options.Engine.MaxRetries = -1;
        }));
        Exception? refused = await Record.ExceptionAsync(async () =>
        {
            using IHost built = host.Build();
            await built.StartAsync();
        });

        Assert.NotNull(refused);
        foreach (string key in (string[])["Toast:Stores", "Toast:GrainStorage:records", "Toast:Classes:Note", "Toast:Classes", "Toast:AcceptedClasses", "Toast:DefaultStore", "Toast:WarmFreshness", "Toast:IdleTime", "Toast:MaxWarmRecords must be from 1,000", "Toast:Engine: MaxRetries"])
        {
            Assert.Contains(key, refused.ToString(), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_store_with_a_wrong_url_stops_the_start_and_shows_no_password()
    {
        HostApplicationBuilder host = NewHost();
        host.UseOrleans(silo => silo.UseLocalhostClustering().AddToast(options => options.Stores["main"] = "nosuch://somebody:secret-word@host/db"));
        Exception? refused = await Record.ExceptionAsync(async () =>
        {
            using IHost built = host.Build();
            await built.StartAsync();
        });

        Assert.Contains("Toast:Stores", refused!.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("secret-word", refused.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_client_that_finds_no_cluster_gives_up_in_time_and_names_what_it_looked_for()
    {
        HostApplicationBuilder host = NewHost();
        host.UseOrleansClient(client => client
            .UseLocalhostClustering(gatewayPort: 1, serviceId: "the-service", clusterId: "the-cluster")
            .AddToastClient(toast => toast.AddModel<Note>(), TimeSpan.FromMilliseconds(200)));
        using IHost built = host.Build();
        Exception? failure = await Record.ExceptionAsync(() => built.StartAsync());

        var refused = Assert.IsType<StorageConnectionException>(failure);
        Assert.Contains("'the-cluster', service 'the-service'", refused.Message, StringComparison.Ordinal);
    }

    private static HostApplicationBuilder NewHost()
    {
        HostApplicationBuilder host = Host.CreateApplicationBuilder();
        host.Logging.ClearProviders();
        return host;
    }
}

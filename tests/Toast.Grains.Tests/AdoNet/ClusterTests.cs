using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Orleans.Configuration;
using Toast.Grains.Tests.Grains;
using Toast.Grains.Tests.Support;

namespace Toast.Grains.Tests.AdoNet;

/// <summary>Two silos and a client over TCP, which know each other, their states and their reminders by one database.</summary>
public sealed class ClusterTests : AdoNetTest
{
    private readonly List<IHost> started = [];

    [SkippableFact]
    public async Task Two_silos_that_start_at_once_on_an_empty_database_make_one_cluster()
    {
        IHost[] silos = [BuildSilo(), BuildSilo()];
        await Task.WhenAll(silos.Select(silo => silo.StartAsync()));
        started.AddRange(silos);
        IHost clientHost = BuildClient();
        await clientHost.StartAsync();
        started.Add(clientHost);
        IClusterClient client = clientHost.Services.GetRequiredService<IClusterClient>();
        Assert.Equal(2, await CountAsync(SiloStatus.Active));
        IVisitorGrain[] grains = [.. Enumerable.Range(0, 20).Select(i => client.GetGrain<IVisitorGrain>("v" + i))];
        await Task.WhenAll(grains.Select(grain => grain.VisitAsync()));
        Assert.Equal(2, (await Task.WhenAll(grains.Select(grain => grain.SiloAsync()))).Distinct().Count());

        ISleeperGrain sleeper = client.GetGrain<ISleeperGrain>(Guid.NewGuid(), "соня");
        await sleeper.SleepAsync();
        await Eventually.TrueAsync(async () => await sleeper.WakesAsync() > 1);

        await silos[0].StopAsync();
        Assert.Equal(1, await CountAsync(SiloStatus.Active));
        Assert.Equal(1, await CountAsync(SiloStatus.Dead));
        foreach (IVisitorGrain grain in grains)
        {
            Assert.Equal(2, await AnswerAsync(grain.VisitAsync));
        }

        int woken = await AnswerAsync(sleeper.WakesAsync);
        await Eventually.TrueAsync(async () => await AnswerAsync(sleeper.WakesAsync) > woken);
        await sleeper.StayAsleepAsync();
        Assert.Equal(0, await QueryAsync<long>("SELECT count(*) FROM OrleansRemindersTable"));
    }

    [SkippableFact]
    public async Task A_silo_that_may_only_verify_does_not_start_on_an_empty_database()
    {
        IHost silo = BuildSilo(verifyOnly: true);
        StorageConnectionException missing = await Assert.ThrowsAsync<StorageConnectionException>(() => silo.StartAsync());
        Assert.Equal(ErrorCodes.StoreMissing, missing.Code);
        Assert.Equal(0, await CountTablesAsync());
        await OrleansPostgres.SetUpAsync(Url);
        IHost another = BuildSilo(verifyOnly: true);
        await another.StartAsync();
        started.Add(another);
        Assert.Equal(1, await CountAsync(SiloStatus.Active));
    }

    protected override async Task CleanAsync()
    {
        foreach (IHost host in Enumerable.Reverse(started))
        {
            await host.StopAsync();
        }
    }

    /// <summary>A call that the stopping silo turned away is made again, as the client's engine does.</summary>
    private static async Task<int> AnswerAsync(Func<Task<int>> call)
    {
        int answer = 0;
        await Eventually.TrueAsync(async () =>
        {
            try
            {
                answer = await call();
                return true;
            }
            catch (Exception e) when (e is OrleansMessageRejectionException or SiloUnavailableException)
            {
                return false;
            }
        });
        return answer;
    }

    private Task<long> CountAsync(SiloStatus status) => QueryAsync<long>($"SELECT count(*) FROM OrleansMembershipTable WHERE Status = {(int)status}");

    private IHost BuildSilo(bool verifyOnly = false)
    {
        HostApplicationBuilder builder = Host.CreateEmptyApplicationBuilder(null);
        builder.UseOrleans(silo => silo
            .Configure<ClusterOptions>(Name)
            .Configure<EndpointOptions>(options =>
            {
                options.AdvertisedIPAddress = IPAddress.Loopback;
                options.SiloPort = FreePort.Find();
                options.GatewayPort = FreePort.Find();
            })
            .Configure<ReminderOptions>(options =>
            {
                options.MinimumReminderPeriod = TimeSpan.FromMilliseconds(100);
                options.RefreshReminderListPeriod = TimeSpan.FromSeconds(2);
            })
            .Configure<SiloMessagingOptions>(options => options.ResponseTimeout = TimeSpan.FromSeconds(5))
            .SetUpOrleansPostgres(Url, verifyOnly: verifyOnly)
            .UseAdoNetClustering(options => (options.Invariant, options.ConnectionString) = (OrleansPostgres.Invariant, ConnectionString))
            .UseAdoNetReminderService(options => (options.Invariant, options.ConnectionString) = (OrleansPostgres.Invariant, ConnectionString))
            .AddAdoNetGrainStorage("adonet", options =>
            {
                (options.Invariant, options.ConnectionString) = (OrleansPostgres.Invariant, ConnectionString);
                options.DeleteStateOnClear = true;
            })
            .AddToastGrainStorage("main", Url));
        return Keep(builder.Build());
    }

    private IHost BuildClient()
    {
        HostApplicationBuilder builder = Host.CreateEmptyApplicationBuilder(null);
        builder.UseOrleansClient(client => client
            .Configure<ClusterOptions>(Name)
            .UseAdoNetClustering(options => (options.Invariant, options.ConnectionString) = (OrleansPostgres.Invariant, ConnectionString)));
        return Keep(builder.Build());
    }

    private void Name(ClusterOptions options) => (options.ClusterId, options.ServiceId) = (Database, "shop");
}

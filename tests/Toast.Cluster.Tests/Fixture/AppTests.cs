using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Toast.Testing;

namespace Toast.Cluster.Tests.Fixture;

/// <summary>An app's own host on the cluster of the fixture, and what is wrong about a set-up.</summary>
public sealed class AppTests
{
    [Fact]
    public async Task A_host_of_the_apps_own_connects_by_one_line()
    {
        await using ToastCluster cluster = await ToastCluster.StartAsync();
        HostApplicationBuilder builder = Host.CreateEmptyApplicationBuilder(null);
        builder.UseOrleansClient(cluster.Connect);
        builder.Services.AddToast(toast => toast.UseCluster().AddModel<Tea>());
        using IHost host = builder.Build();
        await host.StartAsync();

        ExternalReference reference = await host.Services.GetRequiredService<IToast>().DumpAsync(new Tea("mint", 5));

        Assert.Equal(5, (await cluster.Toast.ValidateAsync<Tea>(reference)).Cups);
        await host.StopAsync();
    }

    [Fact]
    public async Task A_wrong_store_is_named_when_the_cluster_starts()
    {
        ExternalStorageException refused = await Assert.ThrowsAnyAsync<ExternalStorageException>(
            () => ToastCluster.StartAsync(options => options.Store = "nosuch://somewhere/else"));

        Assert.Contains("nosuch", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_wrong_model_is_named_when_the_cluster_starts()
    {
        ExternalStorageException refused = await Assert.ThrowsAnyAsync<ExternalStorageException>(
            () => ToastCluster.StartAsync(options => options.AddModel<Unmarked>()));

        Assert.Contains(nameof(Unmarked), refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(21)]
    public async Task A_number_of_silos_out_of_range_is_refused(int silos) =>
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => ToastCluster.StartAsync(options => options.Silos = silos));

    [Fact]
    public async Task A_cluster_that_ended_says_so()
    {
        ToastCluster cluster = await ToastCluster.StartAsync(options => options.Silos = 1);
        await cluster.DisposeAsync();
        await cluster.DisposeAsync();

        Assert.Empty(cluster.Silos);
        Assert.Contains("does not run", Assert.Throws<InvalidOperationException>(() => cluster.Toast).Message, StringComparison.Ordinal);
    }

    private sealed record Unmarked(int Number);
}

using Toast.Testing;

namespace Toast.Cluster.Tests.Fixture;

/// <summary>A fixture that derives from the cluster and says what it is made of.</summary>
public sealed class DerivedFixtureTests(TeaShop shop) : IClassFixture<TeaShop>
{
    [Fact]
    public void As_many_silos_run_as_were_asked_for() => Assert.Equal(3, shop.Silos.Count);

    [Fact]
    public async Task Records_are_in_the_store_that_was_named_and_in_the_one_their_class_is_mapped_to()
    {
        ExternalReference tea = await shop.Toast.DumpAsync(new Tea("assam", 3));
        ExternalReference cup = await shop.Toast.For<int>(name: "CupSize").DumpAsync(250);

        string[] files = Directory.GetFiles(shop.Folder, "*", SearchOption.AllDirectories);
        Assert.Contains(files, file => file.Contains(tea.Id.ToString("D"), StringComparison.OrdinalIgnoreCase));
        Assert.DoesNotContain(files, file => file.Contains(cup.Id.ToString("D"), StringComparison.OrdinalIgnoreCase));
        Assert.Equal(250, await shop.Toast.For<int>(name: "CupSize").ValidateAsync(cup));
    }

    [Fact]
    public async Task What_one_cluster_stored_on_disk_the_next_one_finds()
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("toast-tea-");
        ExternalReference reference;
        await using (ToastCluster first = await ToastCluster.StartAsync(options => options.Store = $"file:///{folder.FullName}"))
        {
            reference = await first.Toast.DumpAsync(new Tea("pu-erh", 4));
        }

        await using ToastCluster second = await ToastCluster.StartAsync(options => options.Store = $"file:///{folder.FullName}");

        Assert.Equal(4, (await second.Toast.ValidateAsync<Tea>(reference)).Cups);
        folder.Delete(recursive: true);
    }
}

using Toast.Testing;

namespace Toast.Cluster.Tests.Fixture;

/// <summary>A fixture with settings of its own: three silos, a store on disk, a second store, a model.</summary>
public sealed class TeaShop : ToastCluster
{
    public string Folder { get; } = Directory.CreateTempSubdirectory("toast-tea-").FullName;

    protected override void Configure(ToastClusterOptions options)
    {
        options.Silos = 3;
        options.Store = $"file:///{Folder}";
        options.AddModel<Tea>().ConfigureStores(stores =>
        {
            stores.Stores["cups"] = "memory://" + Path.GetFileName(Folder);
            stores.Classes["Cup*"] = "cups";
        });
    }
}

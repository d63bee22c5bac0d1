using Orders.Models;
using Toast;

namespace Orders.Engines;

/// <summary>What carries the orders. One line of configuration decides: Toast:Engine is embedded, in this process, or cluster, on silos.</summary>
internal static class ShopEngine
{
    private const string EngineKey = "Toast:Engine";
    private const string StoreKey = "Toast:Store";

    public static void AddShopEngine(this WebApplicationBuilder builder)
    {
        switch (builder.Configuration[EngineKey])
        {
            case "embedded":
                string store = builder.Configuration[StoreKey] ?? throw new InvalidOperationException($"{StoreKey} is missing. Set it to a storage URL.");
                builder.Services.AddToast(toast => AddModels(toast.UseDefaultStore(store)));
                break;
            case "cluster":
                // Where records are kept is the silos' business; the app knows only where the cluster is.
                ClusterEngine.Add(builder, AddModels);
                break;
            default:
                throw new InvalidOperationException($"{EngineKey} is neither embedded nor cluster. Set it to one of them.");
        }
    }

    private static void AddModels(ToastBuilder toast) => toast.AddModel<Order>().AddModel<Customer>();
}

using Toast;

namespace Quickstart;

/// <summary>A model as a member is stored under its own reference; an External member is loaded when asked.</summary>
[External("sqlite:///data/app.db")]
public sealed record Customer(string Name) : IExternal;

[External("sqlite:///data/app.db")]
public sealed record Order(Customer Customer, External<Customer>? Referrer, decimal Total) : IExternal;

internal static class NestedModels
{
    public static async Task RunAsync()
    {
        Console.WriteLine("-- nested models");
        var order = new Order(new Customer("Bob"), new Customer("Carol"), 19.90m);
        ExternalReference reference = await order.DumpAsync();

        Order restored = await Order.ValidateAsync(reference);
        Console.WriteLine($"customer {restored.Customer.Name}, total {restored.Total}");
        Console.WriteLine($"referrer loaded: {restored.Referrer!.IsLoaded}");
        Customer referrer = await restored.Referrer.LoadAsync();
        Console.WriteLine($"referrer {referrer.Name}, loaded: {restored.Referrer.IsLoaded}");

        // The customer has a reference of its own and can be restored alone.
        Customer alone = await Customer.ValidateAsync(order.Customer.GetReference()!);
        Console.WriteLine($"alone {alone.Name}");
    }
}

using Toast;

namespace Quickstart;

[External("sqlite:///data/app.db", Concurrency = ConcurrencyMode.Optimistic)]
public sealed record Stock(string Item, int Count) : IExternal;

internal static class UpdatesAndConflicts
{
    public static async Task RunAsync()
    {
        Console.WriteLine("-- updates and conflicts");
        ExternalReference reference = await new Stock("chair", 10).DumpAsync();
        Stock sold = await Stock.UpdateAsync(reference, stock => stock with { Count = stock.Count - 1 });
        Console.WriteLine($"count after an update: {sold.Count}");

        // Two copies restored from the same version: the first to dump wins, the second is told.
        Stock late = await Stock.ValidateAsync(reference);
        await Stock.UpdateAsync(reference, stock => stock with { Count = stock.Count + 5 });
        try
        {
            await late.DumpAsync();
        }
        catch (ConcurrencyException e)
        {
            Console.WriteLine($"conflict: expected version {e.ExpectedVersion}, found {e.ActualVersion}");
        }
    }
}

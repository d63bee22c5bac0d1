using Toast;

namespace Quickstart;

internal static class MissingRecords
{
    public static async Task RunAsync()
    {
        Console.WriteLine("-- missing records");
        ExternalReference reference = await new Customer("Dave").DumpAsync();
        Console.WriteLine($"deleted: {await Customer.DeleteAsync(reference)}, again: {await Customer.DeleteAsync(reference)}");
        try
        {
            await Customer.ValidateAsync(reference);
        }
        catch (RecordNotFoundException e)
        {
            Console.WriteLine($"{e.Code}: {e.ClassName}");
        }

        try
        {
            await Customer.ValidateJsonAsync("""{"class_name": "Customer", "id": "nonexistent-uuid"}""");
        }
        catch (StorageValidationException e)
        {
            Console.WriteLine($"{e.Code}: {e.Message}");
        }
    }
}

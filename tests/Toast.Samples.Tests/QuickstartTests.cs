using System.Text.RegularExpressions;

namespace Toast.Samples.Tests;

public sealed partial class QuickstartTests
{
    private const string Expected =
        """
        {"class_name":"UserProfile","id":"<id>"}
        UserProfile { Name = Alice, Email = alice@example.com, Age = 30 }
        -- nested models
        customer Bob, total 19.90
        referrer loaded: False
        referrer Carol, loaded: True
        alone Bob
        -- updates and conflicts
        count after an update: 9
        conflict: expected version 2, found 3
        -- missing records
        deleted: True, again: False
        not_found: Customer
        invalid_reference: The reference has an id that is not a UUID. Pass exactly {"class_name": "...", "id": "..."}, as it was returned by a dump.
        -- custom backend
        kept in a dictionary
        not_supported: Store notes cannot delete records: its backend lacks the capability Delete. Use a store that has it, or implement the capability interface in the backend.

        """;

    [Fact]
    [Trait("Behaviour", "B-018")]
    public async Task B_018_the_quick_start_prints_what_it_promises_also_the_second_time()
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("toast-quickstart-");
        try
        {
            Assert.Equal(Expected, Ids().Replace(await Sample.RunAsync("Quickstart", folder.FullName, folder.FullName), "<id>"));
            Assert.Equal(Expected, Ids().Replace(await Sample.RunAsync("Quickstart", folder.FullName, folder.FullName), "<id>"));
            Assert.True(File.Exists(Path.Combine(folder.FullName, "data", "app.db")));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [GeneratedRegex("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")]
    internal static partial Regex Ids();
}

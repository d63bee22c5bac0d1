using System.ComponentModel.DataAnnotations;
using Toast;

namespace Quickstart;

[External("sqlite:///data/app.db")]
public sealed record UserProfile(string Name, [property: EmailAddress] string Email, int Age) : IExternal;

internal static class ReadmeExample
{
    public static async Task RunAsync()
    {
        var user = new UserProfile("Alice", "alice@example.com", 30);
        ExternalReference reference = await user.DumpAsync();
        Console.WriteLine(reference.ToJson());
        UserProfile same = await UserProfile.ValidateAsync(reference);
        Console.WriteLine(same);
    }
}

using System.ComponentModel.DataAnnotations;
using Toast;

var user = new UserProfile("Alice", "alice@example.com", 30);
ExternalReference reference = await user.DumpAsync();
Console.WriteLine(reference.ToJson());
UserProfile same = await UserProfile.ValidateAsync(reference);
Console.WriteLine(same);

[External("sqlite:///data/app.db")]
public sealed record UserProfile(string Name, [property: EmailAddress] string Email, int Age) : IExternal;

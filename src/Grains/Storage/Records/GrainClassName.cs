using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;

namespace Toast.Grains.Storage;

/// <summary>
/// The class name that the states of one grain type are stored under: <c>grain.type.state</c>, so that they can be listed and told from models. What a class
/// name cannot hold becomes '_', and a hash keeps such names apart.
/// </summary>
internal static class GrainClassName
{
    private const string Prefix = "grain.";
    private const int HashBytes = 8;

    // One entry for each grain type and state name, of which an app has a fixed number.
    private static readonly ConcurrentDictionary<(GrainType Type, string StateName), string> Known = new();

    public static string Of(GrainType type, string stateName) =>
        Known.TryGetValue((type, stateName), out string? name) ? name : Known.GetOrAdd((type, stateName), static key => Make(key.Type, key.StateName));

    private static string Make(GrainType type, string stateName)
    {
        string wanted = $"{Prefix}{type}.{stateName}";
        if (ClassNameRules.Check(wanted) is null)
        {
            return wanted;
        }

        string suffix = "-" + HashOf(wanted);
        var cleaned = new StringBuilder(ClassNameRules.MaxLength);
        foreach (char c in wanted)
        {
            if (cleaned.Length == ClassNameRules.MaxLength - suffix.Length)
            {
                break;
            }

            cleaned.Append(IsAllowed(c) && !(c == '.' && cleaned is [.., '.']) ? c : '_');
        }

        return cleaned.Append(suffix).ToString();
    }

    private static bool IsAllowed(char c) => ClassNameRules.Check($"a{c}a") is null;

    private static string HashOf(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)).AsSpan(0, HashBytes));
}

using System.Buffers;

namespace Toast.AspNetCore;

/// <summary>What a key may look like: anything that an Authorization header can carry (token68 of RFC 9110), and not so short that it could be guessed.</summary>
internal static class KeyText
{
    public const string HowToMake = "Make one with: openssl rand -hex 32";

    private const int MinLength = 16;

    private static readonly SearchValues<char> Allowed =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~+/=");

    /// <summary>What is wrong with a key; null if nothing is.</summary>
    public static string? Check(string key) =>
        key.Length < MinLength ? $"holds a key of less than {MinLength} characters"
        : key.Length > Credentials.MaxLength ? $"holds a key of more than {Credentials.MaxLength} characters"
        : key.AsSpan().ContainsAnyExcept(Allowed) ? "holds a key with characters other than letters, digits and -._~+/="
        : null;
}

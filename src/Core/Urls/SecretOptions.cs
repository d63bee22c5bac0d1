namespace Toast;

/// <summary>The options of a storage URL that are secrets by their name, of whichever store.</summary>
internal static class SecretOptions
{
    private static readonly HashSet<string> Names = new(StringComparer.OrdinalIgnoreCase)
    {
        "password", "pwd", "passwd", "passphrase", "sslpassword", "ssl_password", "secret", "token", "apikey", "api_key",
    };

    public static bool Contains(string option) => Names.Contains(option);
}

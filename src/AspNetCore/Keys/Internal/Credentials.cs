using System.Diagnostics.CodeAnalysis;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;

namespace Toast.AspNetCore;

/// <summary>Takes the key out of a request (RFC 6750; RFC 7617 for browsers).</summary>
internal static class Credentials
{
    /// <summary>Longer than any sensible key; what is longer is not looked at.</summary>
    public const int MaxLength = 1024;

    private const string BearerScheme = "Bearer ";
    private const string BasicScheme = "Basic ";

    /// <param name="request">The request.</param>
    /// <param name="browser">True if HTTP Basic is understood too.</param>
    /// <param name="key">The key; empty if there is a header that holds none.</param>
    /// <returns>True if the caller has sent an Authorization header.</returns>
    public static bool TryRead(HttpRequest request, bool browser, [NotNullWhen(true)] out string? key)
    {
        key = null;
        StringValues values = request.Headers.Authorization;
        if (values.Count == 0)
        {
            return false;
        }

        string text = values.Count == 1 ? values[0] ?? "" : "";
        key = text.Length > 2 * MaxLength ? ""
            : text.StartsWith(BearerScheme, StringComparison.OrdinalIgnoreCase) ? text[BearerScheme.Length..].Trim(' ')
            : browser && text.StartsWith(BasicScheme, StringComparison.OrdinalIgnoreCase) ? PasswordOf(text[BasicScheme.Length..].Trim(' '))
            : "";
        return true;
    }

    private static string PasswordOf(string encoded)
    {
        byte[] decoded = new byte[encoded.Length];
        if (!Convert.TryFromBase64String(encoded, decoded, out int length))
        {
            return "";
        }

        string pair = Encoding.UTF8.GetString(decoded, 0, length);
        int colon = pair.IndexOf(':', StringComparison.Ordinal);
        return colon < 0 ? "" : pair[(colon + 1)..];
    }
}

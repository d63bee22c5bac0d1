using System.Globalization;
using System.Text;

namespace Toast;

/// <summary>Reads storage URLs. No message quotes any part of the text but the scheme and a variable's name: a wrong URL may be all password.</summary>
internal static class StorageUrlParser
{
    private const string SchemeEnd = "://";

    public static StorageUrl Parse(string text, Func<string, string?> environment)
    {
        ArgumentNullException.ThrowIfNull(text);
        text = ExpandLeadingVariable(text.Trim(), environment);
        int schemeEnd = text.IndexOf(SchemeEnd, StringComparison.Ordinal);
        if (schemeEnd <= 0)
        {
            throw Invalid("it has no scheme", "start it with one, such as sqlite:/// or postgresql://");
        }

        string scheme = text[..schemeEnd];
        if (!IsScheme(scheme))
        {
            throw Invalid("its scheme is not well formed", "a scheme starts with a letter and holds letters, digits, '+', '-' and '.'");
        }

        RefuseAmbiguous(text);
        string rest = text[(schemeEnd + SchemeEnd.Length)..];
        int queryStart = rest.IndexOf('?', StringComparison.Ordinal);
        string query = queryStart < 0 ? "" : rest[(queryStart + 1)..];
        string beforeQuery = queryStart < 0 ? rest : rest[..queryStart];
        int pathStart = beforeQuery.IndexOf('/', StringComparison.Ordinal);
        string authority = pathStart < 0 ? beforeQuery : beforeQuery[..pathStart];
        string path = pathStart < 0 ? "" : beforeQuery[pathStart..];
        if (authority.Length > 0 && (path.Contains('@', StringComparison.Ordinal) || query.Contains('@', StringComparison.Ordinal)))
        {
            throw Invalid(
                "it has an '@' after the server part, so that a '/' or '?' in a password cannot be told from the end of the server part",
                "percent-encode '/' as %2F, '?' as %3F and '@' as %40, or use a ${NAME} variable for the password");
        }

        (StorageCredential? credential, string servers) = SplitCredential(authority, environment);
        return new StorageUrl(
            scheme.ToLowerInvariant(),
            ReadHosts(servers, environment),
            credential,
            Decode(path, environment),
            ReadOptions(query, environment));
    }

    public static bool IsScheme(string scheme) =>
        scheme.Length > 0 && char.IsAsciiLetter(scheme[0]) && scheme.All(c => char.IsAsciiLetterOrDigit(c) || c is '+' or '-' or '.');

    private static string ExpandLeadingVariable(string text, Func<string, string?> environment)
    {
        // "${DATABASE_URL}" or "${BASE}/name": the variable holds a URL, which is then read like any other.
        if (!text.StartsWith("${", StringComparison.Ordinal))
        {
            return text;
        }

        int end = text.IndexOf('}', StringComparison.Ordinal);
        return end < 0 ? throw Unclosed() : Variable(text[2..end], environment).Trim() + text[(end + 1)..];
    }

    private static void RefuseAmbiguous(string text)
    {
        if (text.Contains('#', StringComparison.Ordinal))
        {
            throw Invalid("it has a '#'", "percent-encode it as %23");
        }

        foreach (char c in text)
        {
            if (char.IsControl(c) || char.IsWhiteSpace(c))
            {
                throw Invalid("it has white space or a control character", "percent-encode a space as %20");
            }
        }
    }

    private static (StorageCredential? Credential, string Servers) SplitCredential(string authority, Func<string, string?> environment)
    {
        int at = authority.IndexOf('@', StringComparison.Ordinal);
        if (at < 0)
        {
            return (null, authority);
        }

        if (authority.IndexOf('@', at + 1) >= 0)
        {
            throw Invalid("it has more than one '@' in the server part", "percent-encode an '@' in the user name or password as %40");
        }

        string userInfo = authority[..at];
        int colon = IndexOutsideVariables(userInfo, ':');
        string user = colon < 0 ? userInfo : userInfo[..colon];
        string? password = colon < 0 ? null : Decode(userInfo[(colon + 1)..], environment);
        return (new StorageCredential(user.Length == 0 ? null : Decode(user, environment), password), authority[(at + 1)..]);
    }

    private static List<StorageHost> ReadHosts(string servers, Func<string, string?> environment)
    {
        var hosts = new List<StorageHost>();
        if (servers.Length == 0)
        {
            return hosts;
        }

        foreach (string server in Decode(servers, environment).Split(','))
        {
            hosts.Add(ReadHost(server));
        }

        return hosts;
    }

    private static StorageHost ReadHost(string server)
    {
        string name;
        string port;
        if (server.StartsWith('['))
        {
            int close = server.IndexOf(']', StringComparison.Ordinal);
            if (close < 0 || (close + 1 < server.Length && server[close + 1] != ':'))
            {
                throw Invalid("the brackets of an IPv6 address are not closed", "write [::1] or [::1]:5432");
            }

            name = server[1..close];
            port = close + 1 < server.Length ? server[(close + 2)..] : "";
            if (close + 2 == server.Length)
            {
                throw BadPort();
            }

            return new StorageHost(name, port.Length == 0 ? null : ReadPort(port));
        }

        int colon = server.IndexOf(':', StringComparison.Ordinal);
        if (colon >= 0 && server.IndexOf(':', colon + 1) >= 0)
        {
            throw Invalid("a host has more than one ':'", "write an IPv6 address in brackets, and percent-encode a ':' in a user name as %3A");
        }

        name = colon < 0 ? server : server[..colon];
        if (name.Length == 0)
        {
            throw Invalid("a host name is empty", "name the server, such as localhost");
        }

        return new StorageHost(name, colon < 0 ? null : ReadPort(server[(colon + 1)..]));
    }

    private static int ReadPort(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int port) && port is >= 1 and <= 65535 ? port : throw BadPort();

    private static KeyValuePair<string, string>[] ReadOptions(string query, Func<string, string?> environment)
    {
        if (query.Length == 0)
        {
            return [];
        }

        var options = new List<KeyValuePair<string, string>>();
        foreach (string part in query.Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            int equals = part.IndexOf('=', StringComparison.Ordinal);
            if (equals == 0)
            {
                throw Invalid("an option has no name", "write options as ?name=value&name=value");
            }

            string name = equals < 0 ? part : part[..equals];
            options.Add(new(Decode(name, environment), equals < 0 ? "" : Decode(part[(equals + 1)..], environment)));
        }

        return [.. options];
    }

    /// <summary>Percent-decodes a part and puts in variables. A variable's value is taken as it is.</summary>
    private static string Decode(string part, Func<string, string?> environment)
    {
        if (!part.Contains('%', StringComparison.Ordinal) && !part.Contains("${", StringComparison.Ordinal))
        {
            return part;
        }

        var decoded = new List<byte>(part.Length);
        int i = 0;
        while (i < part.Length)
        {
            if (part[i] == '%')
            {
                if (i + 2 >= part.Length || !char.IsAsciiHexDigit(part[i + 1]) || !char.IsAsciiHexDigit(part[i + 2]))
                {
                    throw Invalid("it has a '%' that is not followed by two hexadecimal digits", "write a '%' itself as %25");
                }

                decoded.Add(byte.Parse(part.AsSpan(i + 1, 2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture));
                i += 3;
            }
            else if (part[i] == '$' && i + 1 < part.Length && part[i + 1] == '{')
            {
                int end = part.IndexOf('}', i);
                if (end < 0)
                {
                    throw Unclosed();
                }

                decoded.AddRange(Encoding.UTF8.GetBytes(Variable(part[(i + 2)..end], environment)));
                i = end + 1;
            }
            else
            {
                int length = char.IsHighSurrogate(part[i]) && i + 1 < part.Length ? 2 : 1;
                decoded.AddRange(Encoding.UTF8.GetBytes(part.Substring(i, length)));
                i += length;
            }
        }

        try
        {
            return new UTF8Encoding(false, throwOnInvalidBytes: true).GetString([.. decoded]);
        }
        catch (DecoderFallbackException)
        {
            // The exception would hold bytes of the URL; it goes no further.
            throw Invalid("its percent-encoded bytes are not UTF-8", "percent-encode the UTF-8 bytes of each character");
        }
    }

    private static int IndexOutsideVariables(string text, char wanted)
    {
        bool inVariable = false;
        for (int i = 0; i < text.Length; i++)
        {
            inVariable = inVariable ? text[i] != '}' : text[i] == '$' && i + 1 < text.Length && text[i + 1] == '{';
            if (!inVariable && text[i] == wanted)
            {
                return i;
            }
        }

        return -1;
    }

    private static string Variable(string name, Func<string, string?> environment)
    {
        if (name.Length == 0 || !name.All(c => char.IsAsciiLetterOrDigit(c) || c == '_'))
        {
            throw Invalid("a ${...} placeholder has no well-formed name", "use letters, digits and '_', such as ${DB_PASSWORD}");
        }

        return environment(name) ?? throw Invalid($"the environment variable {name} is not set", $"set {name}, or write the value into the URL");
    }

    private static StorageValidationException Unclosed() => Invalid("a ${ placeholder is not closed", "write ${NAME}");

    private static StorageValidationException BadPort() => Invalid("a port is not a number from 1 to 65535", "write host:port, such as localhost:5432");

    private static StorageValidationException Invalid(string problem, string remedy) =>
        new(ErrorCodes.InvalidConfiguration, $"The storage URL cannot be used: {problem}. To fix it, {remedy}.");
}

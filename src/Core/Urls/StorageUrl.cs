using System.Text;

namespace Toast;

/// <summary>
/// A parsed storage URL: <c>scheme://[user[:password]@][host[:port][,host[:port]]][/path][?name=value]</c>. What it shows of itself is
/// built from the parts that are safe to show (scheme, hosts, ports, path); user info and option values are kept apart and have no way into
/// <see cref="ToString"/>.
/// </summary>
/// <remarks>
/// <c>${NAME}</c> stands for an environment variable: alone it is a whole URL; inside a URL its value replaces one part as it is, without
/// percent-decoding, so that a password needs no encoding there.
/// </remarks>
public sealed class StorageUrl : IEquatable<StorageUrl>
{
    private readonly KeyValuePair<string, string>[] options;
    private readonly string display;

    internal StorageUrl(
        string scheme,
        IReadOnlyList<StorageHost> hosts,
        StorageCredential? credential,
        string path,
        KeyValuePair<string, string>[] options)
    {
        Scheme = scheme;
        Hosts = hosts;
        Credential = credential;
        Path = path;
        this.options = options;
        display = BuildDisplay();
    }

    /// <summary>The scheme in lower case.</summary>
    public string Scheme { get; }

    /// <summary>The servers, in the order of the URL; empty for URLs such as <c>file:///folder</c>.</summary>
    public IReadOnlyList<StorageHost> Hosts { get; }

    /// <summary>User name and password, or null if the URL has neither.</summary>
    public StorageCredential? Credential { get; }

    /// <summary>The decoded path with its leading slash, or empty text.</summary>
    public string Path { get; }

    /// <summary>The names of the options behind the question mark, in their order. Values are only given by <see cref="GetOption"/>.</summary>
    public IEnumerable<string> OptionNames => options.Select(option => option.Key);

    /// <summary>Parses a URL with the environment variables of this process.</summary>
    /// <param name="text">The URL.</param>
    /// <returns>The parsed URL.</returns>
    /// <exception cref="StorageValidationException">
    /// The text is not a storage URL (<see cref="ErrorCodes.InvalidConfiguration"/>). The message never quotes the text.
    /// </exception>
    public static StorageUrl Parse(string text) => StorageUrlParser.Parse(text, Environment.GetEnvironmentVariable);

    /// <summary>Gives the decoded value of an option. Values may be secrets: never write one to a message or a log.</summary>
    /// <param name="name">The name, compared without case.</param>
    /// <returns>The value of the last option of that name, or null.</returns>
    public string? GetOption(string name)
    {
        for (int i = options.Length - 1; i >= 0; i--)
        {
            if (string.Equals(options[i].Key, name, StringComparison.OrdinalIgnoreCase))
            {
                return options[i].Value;
            }
        }

        return null;
    }

    /// <inheritdoc/>
    public bool Equals(StorageUrl? other) =>
        other is not null
        && Scheme == other.Scheme
        && Path == other.Path
        && Hosts.SequenceEqual(other.Hosts)
        && Equals(Credential, other.Credential)
        && options.AsSpan().SequenceEqual(other.options);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as StorageUrl);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(display, Credential, options.Length);

    /// <summary>Shows scheme, hosts, ports and path; never user info or option values.</summary>
    /// <returns>A text that is safe in messages and logs.</returns>
    public override string ToString() => display;

    private string BuildDisplay()
    {
        var text = new StringBuilder(Scheme).Append("://").AppendJoin(',', Hosts);
        foreach (char c in Path)
        {
            // A path comes from configuration, but may still hold what would forge a log line.
            text.Append(char.IsControl(c) ? '?' : c);
        }

        return text.ToString();
    }
}

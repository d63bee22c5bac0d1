using System.Security.Cryptography;
using System.Text;

namespace Toast.AspNetCore;

/// <summary>The keys of one moment, with the allowances of their callers. Immutable but for those.</summary>
internal sealed class KeyRing
{
    private readonly (byte[] Hash, Entry Entry)[] hashes;
    private readonly Entry[] entries;
    private string complaint = "";

    private KeyRing(Entry[] entries, Entry anonymous)
    {
        this.entries = entries;
        Anonymous = anonymous;
        hashes = [.. entries.SelectMany(entry => entry.Key.Hashes.Select(hash => (hash, entry)))];
    }

    /// <summary>Whoever asks while no key is configured.</summary>
    public Entry Anonymous { get; }

    /// <param name="keys">The keys.</param>
    /// <param name="options">The allowance of those that have no own.</param>
    /// <param name="time">The clock.</param>
    /// <param name="before">The ring before, whose callers keep what they have used up.</param>
    public static KeyRing Of(IReadOnlyList<ApiKey> keys, ApiKeyOptions options, TimeProvider time, KeyRing? before)
    {
        Entry Enter(ApiKey key, Entry? old) => new(key, RateLimit.Of(key.RequestsPerSecond ?? options.RequestsPerSecond, options.Burst, time, old?.Limit));

        return new KeyRing(
            [.. keys.Select(key => Enter(key, before?.entries.FirstOrDefault(old => old.Key.Name == key.Name)))],
            before?.Anonymous ?? Enter(ApiKey.Anonymous, null));
    }

    /// <summary>
    /// The key of this text; null if it is none. Every key is compared, each to its last byte, so that the time tells nothing; what is compared are hashes,
    /// which nobody can choose.
    /// </summary>
    public Entry? Find(string text)
    {
        if (text.Length is 0 or > Credentials.MaxLength)
        {
            return null;
        }

        Span<byte> utf8 = stackalloc byte[Encoding.UTF8.GetMaxByteCount(Credentials.MaxLength)];
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(utf8[..Encoding.UTF8.GetBytes(text, utf8)], hash);
        Entry? found = null;
        foreach ((byte[] known, Entry entry) in hashes)
        {
            if (CryptographicOperations.FixedTimeEquals(hash, known))
            {
                found = entry;
            }
        }

        return found;
    }

    /// <summary>True if the other ring opens the same to the same keys.</summary>
    public bool IsLike(KeyRing other) =>
        entries.Length == other.entries.Length
        && entries.Zip(other.entries).All(pair =>
            pair.First.Key.Name == pair.Second.Key.Name
            && pair.First.Key.Hashes.Select(Convert.ToHexString).SequenceEqual(pair.Second.Key.Hashes.Select(Convert.ToHexString)));

    /// <summary>True if these problems were not told yet.</summary>
    public bool Complain(IEnumerable<string> problems)
    {
        string text = string.Join(' ', problems);
        bool isNew = text != complaint;
        complaint = text;
        return isNew;
    }

    /// <summary>A key and what its caller may still do.</summary>
    internal sealed record Entry(ApiKey Key, RateLimit? Limit);
}

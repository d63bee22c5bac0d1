using System.Security.Cryptography;
using System.Text;
using StackExchange.Redis;

namespace Toast.Redis;

/// <summary>A script that servers know by its hash once they have seen it.</summary>
internal sealed class Script(string text)
{
#pragma warning disable CA5350 // The name Redis gives to scripts; nothing is kept secret or signed by it.
    private readonly byte[] hash = SHA1.HashData(Encoding.UTF8.GetBytes(text));

    /// <summary>The hash of a value, as scripts make it: to find out whether it is still the same.</summary>
    public static string HashOf(ReadOnlySpan<byte> value) => Convert.ToHexStringLower(SHA1.HashData(value));
#pragma warning restore CA5350

    public async Task<RedisResult> RunAsync(
        RedisPlace place, RedisKey[] keys, RedisValue[] arguments, RecordKey? key, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        try
        {
            return await RedisClient.WaitAsync(place.Commands.ScriptEvaluateAsync(hash, keys, arguments), cancellationToken).ConfigureAwait(false);
        }
        catch (RedisServerException unknown) when (unknown.Message.StartsWith("NOSCRIPT", StringComparison.Ordinal))
        {
            // The server is new, or was restarted: it gets the text, and has it from then on.
            return await place.RunAsync(place.Commands.ScriptEvaluateAsync(text, keys, arguments), key, writes: true, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception failure) when (failure is not OutOfMemoryException)
        {
            throw place.Describe(failure, key, writes: true, cancellationToken);
        }
    }
}

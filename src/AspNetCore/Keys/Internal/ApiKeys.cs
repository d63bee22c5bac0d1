using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;

namespace Toast.AspNetCore;

/// <summary>The keys that are good now, and the gate that asks for them.</summary>
internal sealed class ApiKeys
{
    private readonly ApiKeyReader reader;
    private readonly ApiKeyOptions options;
    private readonly TimeProvider time;
    private readonly ILogger logger;
    private volatile KeyRing ring;
    private volatile bool isClosed;

    public ApiKeys(IConfigurationSection section, ApiKeyOptions options, IReadOnlyList<ApiKey> keys, TimeProvider time, ILogger logger)
    {
        reader = new ApiKeyReader(section);
        this.options = options;
        this.time = time;
        this.logger = logger;
        ring = KeyRing.Of(keys, options, time, null);
        isClosed = keys.Count > 0;
    }

    /// <summary>True if callers are asked for a key. Once true it stays so: a settings file that was lost must not open the server.</summary>
    public bool IsClosed => isClosed;

    /// <summary>Asks who calls, and counts the request.</summary>
    /// <param name="context">The request.</param>
    /// <param name="browser">True if HTTP Basic is understood too.</param>
    /// <returns>The key of the caller.</returns>
    /// <exception cref="RequestFault">No known key (401), or too many requests (429).</exception>
    public ApiKey Admit(HttpContext context, bool browser = false)
    {
        KeyRing current = ring;
        KeyRing.Entry entry;
        if (!isClosed)
        {
            entry = current.Anonymous;
        }
        else if (!Credentials.TryRead(context.Request, browser, out string? text))
        {
            throw KeyFaults.Missing(browser);
        }
        else
        {
            entry = current.Find(text) ?? throw Unknown(context, browser);
        }

        return entry.Limit is { } limit && !limit.TryTake(time, out TimeSpan wait) ? throw KeyFaults.TooMany(wait) : entry.Key;
    }

    /// <summary>True if the caller has a known key, or needs none. Counts nothing and refuses nobody.</summary>
    public bool IsOpenTo(HttpContext context) =>
        !isClosed || (Credentials.TryRead(context.Request, browser: false, out string? text) && ring.Find(text) is not null);

    /// <summary>Reads keys and files again. Whatever cannot be used leaves the keys as they are.</summary>
    public void Refresh()
    {
        var problems = new List<string>();
        IReadOnlyList<ApiKey> keys = reader.Read(problems, atStart: false);
        if (problems.Count > 0)
        {
            if (ring.Complain(problems))
            {
                Log.KeysRefused(logger, string.Join(' ', problems));
            }

            return;
        }

        KeyRing next = KeyRing.Of(keys, options, time, ring);
        if (!next.IsLike(ring))
        {
            Log.KeysChanged(logger, keys.Sum(key => key.Hashes.Count), string.Join(", ", keys.Select(key => key.Name)));
        }

        ring = next;
        isClosed |= keys.Count > 0;
    }

    private RequestFault Unknown(HttpContext context, bool browser)
    {
        Log.UnknownKey(logger, context.Connection.RemoteIpAddress);
        return KeyFaults.Unknown(browser);
    }
}

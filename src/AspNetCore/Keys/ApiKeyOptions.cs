namespace Toast.AspNetCore;

/// <summary>How often callers may ask.</summary>
public sealed class ApiKeyOptions
{
    /// <summary>
    /// How many requests a second each key may make; a key can have its own figure. While no key is configured, all callers share one allowance. More is
    /// answered with 429 and <c>Retry-After</c>.
    /// </summary>
    /// <value>Default: null, which means without limit. From 1 to 1,000,000.</value>
    public int? RequestsPerSecond { get; set; }

    /// <summary>How many requests a caller who was silent may make at once, in seconds of its allowance.</summary>
    /// <value>Default: 2 s. From 1 s to 1 hour.</value>
    public TimeSpan Burst { get; set; } = TimeSpan.FromSeconds(2);
}

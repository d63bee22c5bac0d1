namespace Toast;

/// <summary>Whether a store answers.</summary>
/// <param name="Store">The name of the store, or its URL without user info and options.</param>
/// <param name="IsUp">True when the store answered the probe.</param>
/// <param name="Code">The <see cref="ErrorCodes">code</see> of the failure, when it did not.</param>
/// <param name="Problem">What happened and what to do, when it did not answer; holds no secret.</param>
public sealed record StoreHealth(string Store, bool IsUp, string? Code = null, string? Problem = null)
{
    internal static readonly IReadOnlyDictionary<string, string> NoSettings = new Dictionary<string, string>();

    /// <summary>Settings of the server that decide what becomes of acknowledged writes, where the backend reports them; no secrets.</summary>
    public IReadOnlyDictionary<string, string> Settings { get; init; } = NoSettings;

    /// <summary>What about these settings may surprise.</summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];
}

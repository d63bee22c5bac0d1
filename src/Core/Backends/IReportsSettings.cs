namespace Toast;

/// <summary>A backend that knows which settings of its server decide what becomes of acknowledged writes. Readiness shows them, and warnings are logged.</summary>
public interface IReportsSettings
{
    /// <summary>The settings, read when the store was opened or probed last: names and values that are no secrets.</summary>
    IReadOnlyDictionary<string, string> Settings { get; }

    /// <summary>What about them may surprise: whole sentences that name the setting.</summary>
    IReadOnlyList<string> Warnings { get; }
}

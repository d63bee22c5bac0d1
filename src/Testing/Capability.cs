namespace Toast.Testing;

/// <summary>The names of the capabilities, as errors and skips show them.</summary>
internal static class Capability
{
    public static string NameOf(Type capability) => capability.Name switch
    {
        nameof(ISupportsConditionalSave) => "conditional save",
        nameof(ISupportsBatch) => "batch",
        nameof(ISupportsDelete) => "delete",
        nameof(ISupportsListing) => "listing",
        nameof(ISupportsCounting) => "counting",
        nameof(ISupportsInfo) => "info",
        nameof(ISupportsExpiry) => "expiry",
        nameof(ISupportsProbe) => "probe",
        string other => other,
    };
}

namespace Toast.Engine;

/// <summary>Asks a backend once what it can do, and refuses claims that do not hold together.</summary>
internal static class BackendCapabilities
{
    public static StoreCapabilities Of(StorageBackend backend)
    {
        StoreCapabilities capabilities =
            (backend is ISupportsConditionalSave ? StoreCapabilities.ConditionalSave : 0)
            | (backend is ISupportsDelete ? StoreCapabilities.Delete : 0)
            | (backend is ISupportsBatch ? StoreCapabilities.Batch : 0)
            | (backend is ISupportsListing ? StoreCapabilities.Listing : 0)
            | (backend is ISupportsExpiry ? StoreCapabilities.Expiry : 0)
            | (backend is ISupportsProbe ? StoreCapabilities.Probe : 0)
            | (backend is ISupportsCounting ? StoreCapabilities.Counting : 0);
        if ((capabilities & (StoreCapabilities.Batch | StoreCapabilities.Expiry)) != 0
            && !capabilities.HasFlag(StoreCapabilities.ConditionalSave))
        {
            throw new StorageValidationException(
                ErrorCodes.InvalidConfiguration,
                $"The backend {backend.GetType().FullName} claims {capabilities & (StoreCapabilities.Batch | StoreCapabilities.Expiry)} but does not "
                + $"implement {nameof(ISupportsConditionalSave)}.{nameof(ISupportsConditionalSave.SaveAsync)}, which these build on. "
                + $"Implement it, or drop the claim.");
        }

        return capabilities;
    }
}

namespace Toast.Engine;

/// <summary>What a store can do beyond saving and loading whole records.</summary>
[Flags]
internal enum StoreCapabilities
{
    None = 0,
    ConditionalSave = 1,
    Delete = 2,
    Batch = 4,
    Listing = 8,
    Expiry = 16,
    Probe = 32,
    Counting = 64,
}

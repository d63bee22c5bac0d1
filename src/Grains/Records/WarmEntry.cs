namespace Toast.Grains.Records;

/// <summary>A record that a grain of this silo carries.</summary>
/// <param name="Key">Which record it is.</param>
/// <param name="Slot">What the grain carries.</param>
/// <param name="Grain">The grain.</param>
internal readonly record struct WarmEntry(RecordKey Key, RecordSlot Slot, IGrainContext Grain)
{
    private static readonly DeactivationReason TooMany = new(DeactivationReasonCode.ActivationIdle, "The silo holds as many records as it may, and this one was not used for long.");

    /// <summary>Has the grain leave when it has done what it was asked before. For any thread.</summary>
    public void Leave() => Grain.Deactivate(TooMany);
}

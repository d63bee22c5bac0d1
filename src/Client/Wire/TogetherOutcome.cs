namespace Toast.Client.Wire;

/// <summary>What is known of a write. The numbers go over the wire.</summary>
internal enum TogetherOutcome : byte
{
    /// <summary>Nothing was written: its grain has to be called.</summary>
    NotDone = 0,

    Saved = 1,

    /// <summary>It may have been written, or may yet be: its grain knows, or finds out.</summary>
    Unknown = 2,
}

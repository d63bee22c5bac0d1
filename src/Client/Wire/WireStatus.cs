namespace Toast.Client.Wire;

/// <summary><see cref="SaveStatus"/> with numbers that never change.</summary>
[GenerateSerializer, Alias("toast.Status")]
internal enum WireStatus
{
    Saved = 0,
    Conflict = 1,
    NotFound = 2,
    Failed = 3,

    /// <summary>Of a write among many: its grain could not be reached from there. The client sends it alone.</summary>
    Unreached = 4,
}

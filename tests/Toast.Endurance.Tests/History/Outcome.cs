namespace Toast.Endurance.Tests.History;

/// <summary>What the caller was told of one operation.</summary>
internal enum Outcome
{
    /// <summary>It happened.</summary>
    Acknowledged,

    /// <summary>It did not happen: a conflict, no record, or a failure whose outcome is known.</summary>
    Refused,

    /// <summary>Nobody knows. It may have happened, or may happen at any time after its start.</summary>
    Unknown,
}

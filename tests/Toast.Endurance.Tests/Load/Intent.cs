using Toast.Endurance.Tests.History;

namespace Toast.Endurance.Tests.Load;

/// <summary>What a write compares with.</summary>
/// <param name="Kind">Whether it compares at all.</param>
/// <param name="Expected">The version; 0 means that there must be no record.</param>
/// <param name="ExpectedLife">The creation time in ticks; null if only a version is compared.</param>
internal readonly record struct Intent(OperationKind Kind, long Expected = 0, long? ExpectedLife = null)
{
    public static Intent Unconditional { get; } = new(OperationKind.Write);

    public static Intent ToReplace(Binding restored) => new(OperationKind.ConditionalWrite, restored.Version, restored.Created.UtcTicks);

    public static Intent ToFollow(long version) => new(OperationKind.ConditionalWrite, version);
}

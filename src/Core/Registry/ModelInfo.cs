using Toast.Data;
using Toast.Engine;

namespace Toast.Registry;

/// <summary>All that the verbs need to know of a registered type. Immutable.</summary>
internal sealed class ModelInfo
{
    private string[]? storageNames;

    public required Type Type { get; init; }

    /// <summary>The current class name, in every new reference.</summary>
    public required string ClassName { get; init; }

    /// <summary>Earlier class names, oldest first.</summary>
    public IReadOnlyList<string> Aliases { get; init; } = [];

    public int SchemaVersion { get; init; } = 1;

    public ConcurrencyMode Concurrency { get; init; }

    public TimeSpan? TimeToLive { get; init; }

    public required DataCodec Codec { get; init; }

    public required RecordStore Store { get; init; }

    /// <summary>False for plain values, whose instances have no identity.</summary>
    public bool HasIdentity { get; init; } = true;

    public UpgradeSteps Upgrades { get; init; } = UpgradeSteps.None;

    /// <summary>
    /// The name records are stored under: the oldest. A rename therefore moves nothing, and at no time are there two live copies of a record.
    /// </summary>
    public string StorageName => Aliases.Count == 0 ? ClassName : Aliases[0];

    /// <summary>The names records may be stored under, the usual one first. The others hold records of builds that did not know the alias yet.</summary>
    public IReadOnlyList<string> StorageNames => storageNames ??= [.. Aliases, ClassName];

    public RecordKey KeyOf(Guid id) => new(StorageName, id);

    public ExternalReference ReferenceOf(Guid id) => new(ClassName, id);
}

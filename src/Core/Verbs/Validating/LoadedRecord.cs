using Toast.Registry;

namespace Toast.Verbs.Validating;

/// <summary>A record as read from its store, with its data brought to the schema version of this build.</summary>
/// <param name="Reference">The reference with the current class name.</param>
/// <param name="Info">Its model.</param>
/// <param name="Record">What the store holds.</param>
/// <param name="Data">The data, upgraded in memory.</param>
internal readonly record struct LoadedRecord(ExternalReference Reference, ModelInfo Info, StoredRecord Record, ReadOnlyMemory<byte> Data);

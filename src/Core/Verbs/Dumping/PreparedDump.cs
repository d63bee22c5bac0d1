using Toast.Registry;

namespace Toast.Verbs.Dumping;

/// <summary>One instance as it was at the moment of the call, ready to be sent.</summary>
/// <param name="Model">The instance.</param>
/// <param name="Info">Its model.</param>
/// <param name="Identity">Its identity.</param>
/// <param name="Reference">The reference it has or will have.</param>
/// <param name="Key">The key it is stored under.</param>
/// <param name="Data">Its JSON.</param>
/// <param name="Content">The hash of its JSON.</param>
internal sealed record PreparedDump(
    object Model, ModelInfo Info, Identity Identity, ExternalReference Reference, RecordKey Key, byte[] Data, UInt128 Content);

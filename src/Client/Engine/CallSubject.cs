namespace Toast.Client.Engine;

/// <summary>What a call is about, for messages.</summary>
/// <param name="Store">The name of the store.</param>
/// <param name="Key">The record, if it is about one.</param>
/// <param name="Changes">True if it may have changed something when no answer comes.</param>
/// <param name="IsRecognised">True if a silo knows a change that arrives twice, so that it may be sent again when no answer came.</param>
/// <param name="WasSent">True if it was sent before in another message, and may have arrived.</param>
internal readonly record struct CallSubject(string Store, RecordKey? Key, bool Changes, bool IsRecognised = true, bool WasSent = false);

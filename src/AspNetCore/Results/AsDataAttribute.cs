namespace Toast.AspNetCore;

/// <summary>
/// Answers a returned model as its full data, children in it, instead of its reference; nothing is dumped. The names and forms are those of the record, so that the
/// answer can be sent back as it is. On the handler, the action or the controller; as metadata it covers a whole group:
/// <c>group.WithMetadata(new AsDataAttribute())</c>.
/// </summary>
[AttributeUsage(AttributeTargets.Method | AttributeTargets.Class)]
public sealed class AsDataAttribute : Attribute;

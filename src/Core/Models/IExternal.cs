namespace Toast;

/// <summary>
/// Puts the verbs (<c>DumpAsync</c>, <c>ValidateAsync</c>, ...) on a model. It has no members, so that equality, constructors and plain
/// JSON output of the model stay what they were. The model also needs <see cref="ExternalAttribute"/>.
/// </summary>
#pragma warning disable CA1040 // An empty interface is the point: it costs the model one word and no member.
public interface IExternal;
#pragma warning restore CA1040

namespace Toast.AspNetCore;

/// <summary>One line of a body, without its line feed.</summary>
/// <param name="Data">The line, in memory of its own; empty if it is too large.</param>
/// <param name="IsTooLarge">True if the line was larger than is accepted, and was skipped.</param>
internal readonly record struct Line(ReadOnlyMemory<byte> Data, bool IsTooLarge);

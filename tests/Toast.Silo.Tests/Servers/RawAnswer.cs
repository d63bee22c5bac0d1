namespace Toast.Silo.Tests;

/// <summary>An answer read from a socket.</summary>
/// <param name="Status">The status; 0 when the server closed the connection without an answer.</param>
/// <param name="Text">Everything that was received.</param>
internal sealed record RawAnswer(int Status, string Text)
{
    public static RawAnswer Parse(string text) =>
        new(text.StartsWith("HTTP/1.1 ", StringComparison.Ordinal) ? int.Parse(text.AsSpan(9, 3)) : 0, text);
}

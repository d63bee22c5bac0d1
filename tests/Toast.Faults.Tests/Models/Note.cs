namespace Toast.Faults.Tests.Models;

/// <summary>A small model whose text follows from its number, so that half a record would show.</summary>
[External("main")]
public sealed record Note(int Number, string Text)
{
    private const int Repeats = 200;

    /// <summary>A note of about 5,000 characters.</summary>
    public static Note Numbered(int number) => new(number, string.Join(';', Enumerable.Repeat($"note {number}", Repeats)));

    /// <summary>True if number and text belong together.</summary>
    public bool IsWhole() => this == Numbered(Number);
}

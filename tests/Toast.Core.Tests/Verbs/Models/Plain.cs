namespace Toast.Core.Tests.Verbs.Models;

/// <summary>A class and a record as they were before they became models.</summary>
internal static class Unmarked
{
    public sealed record Point(int X, int Y)
    {
        public string Label { get; init; } = "";
    }

    public sealed class Account
    {
        public string Owner { get; set; } = "";

        public decimal Balance { get; set; }
    }
}

/// <summary>The same two, as models.</summary>
internal static class Marked
{
    [External("main")]
    public sealed record Point(int X, int Y) : IExternal
    {
        public string Label { get; init; } = "";
    }

    [External("main")]
    public sealed class Account : IExternal
    {
        public string Owner { get; set; } = "";

        public decimal Balance { get; set; }
    }
}

using System.ComponentModel.DataAnnotations;

namespace Toast.Faults.Tests.Models;

public enum Level
{
    Low,
    High,
}

public sealed record Address(string Street, string? City);

/// <summary>A model with members of many JSON kinds, for input that does not fit.</summary>
[External("main")]
public sealed record Account(string Name, [property: Range(0, 150)] int Age)
{
    public decimal Balance { get; init; }

    public Level Level { get; init; }

    public Guid Token { get; init; }

    public DateTimeOffset At { get; init; }

    public byte[] Photo { get; init; } = [];

    public Address? Home { get; init; }

    public List<string> Tags { get; init; } = [];

    public Dictionary<string, double> Scores { get; init; } = [];

    public (int X, string Y) Pair { get; init; }

    public static Account Sample { get; } = new("Ada", 36)
    {
        Balance = 12.50m,
        Level = Level.High,
        Token = Guid.Parse("01890a5d-ac96-774b-bcce-b302099a8057"),
        At = new(2024, 2, 29, 12, 0, 0, TimeSpan.FromHours(2)),
        Photo = [1, 2, 3],
        Home = new("Road 1", null),
        Tags = ["a", "é", "\u0000"],
        Scores = { ["x"] = 1.5, ["\u0000"] = double.NaN },
        Pair = (7, "seven"),
    };
}

/// <summary>A model with a child that is loaded with it, and a link that is not.</summary>
[External("main")]
public sealed record Household(Account? Head)
{
    public List<Account> Members { get; init; } = [];

    public External<Account>? Guest { get; init; }
}

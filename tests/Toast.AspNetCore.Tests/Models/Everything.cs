using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Toast.AspNetCore.Tests;

/// <summary>One member of each form that data has.</summary>
[External]
public sealed record Everything
{
    public required string Name { get; init; }

    public string? Nickname { get; init; }

    public int? Count { get; init; } = 3;

    public bool IsOn { get; init; } = true;

    public decimal Price { get; init; } = 4.50m;

    public double Ratio { get; init; } = double.NaN;

    public Guid Key { get; init; } = Guid.CreateVersion7();

    public DateTimeOffset At { get; init; } = DateTimeOffset.UnixEpoch;

    public TimeSpan Span { get; init; } = TimeSpan.FromMinutes(1);

    public byte[] Bytes { get; init; } = [1, 2, 3];

    public OrderState? State { get; init; } = OrderState.Sent;

    public DayOfWeeks Days { get; init; } = DayOfWeeks.Monday | DayOfWeeks.Friday;

    [JsonNumberHandling(JsonNumberHandling.WriteAsString)]
    public long Big { get; init; } = long.MaxValue;

    [MinLength(1)]
    public IReadOnlyList<string> Tags { get; init; } = ["a", "b"];

    public Dictionary<string, int> Scores { get; init; } = new() { ["one"] = 1 };

    public JsonElement Extra { get; init; } = JsonElement.Parse("""{"any":["thing"]}""");

    public Branch Tree { get; init; } = new("root", [new Branch("leaf", [])]);

    public Animal Pet { get; init; } = new Cat(9);

    public Customer? Owner { get; init; } = new Customer("Alice");

    public Everything? Inner { get; init; }

    public IReadOnlyList<Customer> Friends { get; init; } = [new Customer("Bob")];
}

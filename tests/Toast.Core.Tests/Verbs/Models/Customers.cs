namespace Toast.Core.Tests.Verbs.Models;

[External]
internal sealed record Customer(string Name, int Age)
{
    public string? Note { get; set; }
}

[External(Concurrency = ConcurrencyMode.Optimistic)]
internal sealed class GuardedCustomer
{
    public string Name { get; set; } = "";
}

[External(TimeToLive = "00:10:00")]
internal sealed class BriefCustomer
{
    public string Name { get; set; } = "";
}

[External]
internal sealed class CustomerList
{
    public Customer? First { get; set; }
}

/// <summary>Cannot change once it was made.</summary>
[External]
internal sealed record Stamp(string Country, int Value);

[External]
internal sealed class Letter
{
    public string Text { get; set; } = "";

    public Stamp? Stamp { get; set; }
}

[External]
internal sealed class Chain
{
    public Chain? Next { get; set; }
}

namespace Toast.Testing.Models;

/// <summary>A model with a child in every place a child can be.</summary>
[External]
internal sealed class Family
{
    public string Name { get; set; } = "";

    public Person? Head { get; set; }

    public List<Person?> Members { get; set; } = [];

    public Person[] Array { get; set; } = [];

    public Dictionary<string, Person> ByRole { get; set; } = [];

    public Household? Household { get; set; }

    public External<Person>? Friend { get; set; }
}

/// <summary>A plain value with a child in it.</summary>
internal readonly record struct Household(string Street, Person? Owner);

/// <summary>A model that holds another of its kind: a chain, or a circle.</summary>
[External]
internal sealed class Link
{
    public int Number { get; set; }

    public Link? Next { get; set; }

    public External<Link>? Lazy { get; set; }
}

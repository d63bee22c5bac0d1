namespace Toast.Core.Tests.Verbs.Models;

/// <summary>A model whose records are kept in the repository as earlier builds wrote them. Its members never change.</summary>
[External(Name = "Sample", SchemaVersion = 2)]
internal sealed class Sample
{
    public string Text { get; set; } = "";

    public decimal Amount { get; set; }

    public double Ratio { get; set; }

    public DateTimeOffset When { get; set; }

    public Guid? Tag { get; set; }

    public byte[] Bytes { get; set; } = [];

    public List<int?> Numbers { get; set; } = [];

    public Dictionary<string, TimeSpan> Times { get; set; } = [];

    public SampleChild? Child { get; set; }

    public External<SampleChild>? Link { get; set; }
}

[External(Name = "SampleChild")]
internal sealed record SampleChild(string Name, DayOfWeek Day);

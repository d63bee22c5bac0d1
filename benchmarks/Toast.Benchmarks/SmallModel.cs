namespace Toast.Benchmarks;

/// <summary>The small record of every measurement: about 120 bytes of JSON.</summary>
[External("bench")]
public sealed record SmallModel(string Name, string Email, int Age, DateTime Joined, bool Active)
{
    public static SmallModel Number(int i) =>
        new($"Alice {i:D8}", $"alice{i:D8}@example.com", 30 + (i % 40), new DateTime(2026, 1, 1, 0, 0, i % 60, DateTimeKind.Utc), (i & 1) == 0);
}

namespace Toast.Grains.Tests.Storage;

/// <summary>A state as grains have them.</summary>
public sealed record Profile
{
    public string? Name { get; set; }

    public int Visits { get; set; }

    public DateTimeOffset? Seen { get; set; }

    public static Profile Of(int visits) => new() { Name = $"Привет 👋 {visits}", Visits = visits, Seen = DateTimeOffset.UnixEpoch.AddMinutes(visits) };
}

using System.Globalization;

namespace Toast.Endurance.Tests.Chaos;

/// <summary>How long and with which seed, from the environment.</summary>
internal static class Settings
{
    public const string SeedVariable = "TOAST_ENDURANCE_SEED";
    public const string MinutesVariable = "TOAST_ENDURANCE_MINUTES";
    public const string SecondsVariable = "TOAST_ENDURANCE_SECONDS";

    /// <summary>A minute for all stores together in an ordinary test run: two with servers, two without.</summary>
    private static readonly TimeSpan WithServer = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan WithoutServer = TimeSpan.FromSeconds(10);

    /// <summary>How long one store with a server is under load.</summary>
    public static TimeSpan ServerDuration => Given ?? WithServer;

    /// <summary>How long one store without a server is under load: a quarter, since nothing happens to it.</summary>
    public static TimeSpan EmbeddedDuration => Given / 4 ?? WithoutServer;

    private static TimeSpan? Given =>
        Number(MinutesVariable) is { } minutes ? TimeSpan.FromMinutes(minutes)
        : Number(SecondsVariable) is { } seconds ? TimeSpan.FromSeconds(seconds)
        : null;

    /// <summary>A seed of its own for each run, or the given one. It repeats every choice, though not the moments at which they fall together.</summary>
    public static int Seed() => (int?)Number(SeedVariable) ?? Random.Shared.Next(1, int.MaxValue / 2);

    private static double? Number(string variable) =>
        double.TryParse(Environment.GetEnvironmentVariable(variable), NumberStyles.Float, CultureInfo.InvariantCulture, out double number) ? number : null;
}

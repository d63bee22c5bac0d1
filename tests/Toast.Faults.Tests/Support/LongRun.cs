namespace Toast.Faults.Tests.Support;

/// <summary>The long variants of some tests run when the environment variable TOAST_LONG is 1.</summary>
internal static class LongRun
{
    public static bool IsOn => Environment.GetEnvironmentVariable("TOAST_LONG") == "1";

    public static int Or(int ordinary, int inLongRun) => IsOn ? inLongRun : ordinary;

    /// <summary>A seed of its own for each run, or the one in TOAST_SEED, to repeat a failure.</summary>
    public static int Seed() =>
        int.TryParse(Environment.GetEnvironmentVariable("TOAST_SEED"), out int given) ? given : Random.Shared.Next(1, int.MaxValue);
}

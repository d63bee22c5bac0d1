namespace Toast;

/// <summary>How long a record may be asked to live.</summary>
internal static class Lifetime
{
    public const string Description = "from 1 ms to 36,500 days";

    private static readonly TimeSpan Shortest = TimeSpan.FromMilliseconds(1);
    private static readonly TimeSpan Longest = TimeSpan.FromDays(36_500);

    public static bool IsValid(TimeSpan value) => value >= Shortest && value <= Longest;

    public static void Check(TimeSpan value, string parameter)
    {
        if (!IsValid(value))
        {
            throw new ArgumentOutOfRangeException(parameter, value, $"A time to live must be {Description}.");
        }
    }
}

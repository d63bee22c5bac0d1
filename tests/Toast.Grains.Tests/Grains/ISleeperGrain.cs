namespace Toast.Grains.Tests.Grains;

[Alias("tests.sleeper")]
public interface ISleeperGrain : IGrainWithGuidCompoundKey
{
    [Alias("sleep")]
    Task SleepAsync();

    [Alias("wakes")]
    Task<int> WakesAsync();

    [Alias("rest")]
    Task StayAsleepAsync();
}

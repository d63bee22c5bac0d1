namespace Toast.Analyzers.Tests;

public sealed class MarkSettingTests
{
    [Theory]
    [InlineData("0")]
    [InlineData("-1")]
    [InlineData("int.MinValue")]
    public Task A_schema_version_below_1_is_TOAST007(string version) =>
        Checked.Reports(
            $"[External(SchemaVersion =\n{version})] public class User;",
            "2 TOAST007: SchemaVersion of model 'User' is less than 1. Use 1 for the first shape of the data.");

    [Theory]
    [InlineData("")]
    [InlineData("a day")]
    [InlineData("1d")]
    [InlineData("00:00:00")]
    [InlineData("-00:01:00")]
    [InlineData("24:00:00")]
    public Task A_time_to_live_that_is_no_positive_duration_is_TOAST007(string duration) =>
        Checked.Reports(
            $"[External(TimeToLive =\n\"{duration}\")] public class User;",
            "2 TOAST007: TimeToLive of model 'User' is not a positive duration. Use days.hours:minutes:seconds, such as 1.00:00:00.");

    [Theory]
    [InlineData("SchemaVersion = 1")]
    [InlineData("SchemaVersion = 7, TimeToLive = null")]
    [InlineData("TimeToLive = \"1.00:00:00\"")]
    [InlineData("TimeToLive = \"00:00:00.900\"")]
    [InlineData("Concurrency = ConcurrencyMode.Optimistic")]
    public Task Settings_in_range_are_silent(string settings) => Checked.IsSilent($"[External({settings})] public class User;");
}

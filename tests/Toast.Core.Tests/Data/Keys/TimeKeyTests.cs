using System.Globalization;

namespace Toast.Core.Tests.Data.Keys;

[Trait("Behaviour", "B-245")]
public class TimeKeyTests
{
    private static readonly DateTime tick = new DateTime(2024, 2, 29, 23, 59, 59).AddTicks(1);

    [Fact]
    public void B_245_date_times_keep_ticks_and_kind()
    {
        KeyProbe.AssertText(DateTime.SpecifyKind(tick, DateTimeKind.Utc), "2024-02-29T23:59:59.0000001Z", View);
        KeyProbe.AssertText(tick, "2024-02-29T23:59:59.0000001", View);
        KeyProbe.AssertText(DateTime.MinValue, "0001-01-01T00:00:00", View);
        KeyProbe.AssertText(DateTime.MaxValue, "9999-12-31T23:59:59.9999999", View);
        Assert.True(KeyProbe.RoundTrips(DateTime.SpecifyKind(tick, DateTimeKind.Local), View));
        Assert.True(KeyProbe.RoundTrips(DateTime.SpecifyKind(DateTime.MinValue, DateTimeKind.Local), View));
        Assert.True(KeyProbe.RoundTrips(DateTime.SpecifyKind(DateTime.MaxValue, DateTimeKind.Local), View));
    }

    [Theory]
    [InlineData("2024-02-29T23:59:59+14:00")]
    [InlineData("2024-02-29T23:59:59-14:00")]
    [InlineData("2024-02-29T23:59:59.000+05:30")]
    public void B_245_local_times_of_another_zone_keep_their_clock(string text) =>
        Assert.Equal((new DateTime(2024, 2, 29, 23, 59, 59).Ticks, DateTimeKind.Local), View(KeyProbe.Codec<DateTime>().Parse(text)));

    [Theory]
    [InlineData("")]
    [InlineData("Z")]
    [InlineData("2024-02-29")]
    [InlineData("2024-02-29 23:59:59")]
    [InlineData("2024-02-29T23:59")]
    [InlineData("2023-02-29T23:59:59")]
    [InlineData("2024-02-29T24:00:00")]
    [InlineData("2024-02-29T23:59:60")]
    [InlineData("2024-02-29T23:59:59.")]
    [InlineData("2024-02-29T23:59:59,5")]
    [InlineData("2024-02-29T23:59:59.00000001")]
    [InlineData("2024-02-29T23:59:59z")]
    [InlineData("2024-02-29T23:59:59ZZ")]
    [InlineData("2024-02-29T23:59:59 Z")]
    [InlineData("2024-02-29T23:59:59+2")]
    [InlineData("2024-02-29T23:59:59+0200")]
    [InlineData("2024-02-29T23:59:59+15:00")]
    [InlineData("2024-02-29T23:59:59+02:00Z")]
    [InlineData(" 2024-02-29T23:59:59")]
    [InlineData("24-02-29T23:59:59")]
    [InlineData("12024-02-29T23:59:59")]
    public void B_245_what_is_not_exactly_a_time_is_refused(string text)
    {
        KeyProbe.AssertNoKey<DateTime>(text);
        KeyProbe.AssertNoKey<DateTimeOffset>(text);
    }

    [Fact]
    public void B_245_offsets_are_kept_and_not_converted()
    {
        KeyProbe.AssertText(new DateTimeOffset(tick, TimeSpan.FromHours(-14)), "2024-02-29T23:59:59.0000001-14:00", View);
        KeyProbe.AssertText(new DateTimeOffset(tick, TimeSpan.Zero), "2024-02-29T23:59:59.0000001+00:00", View);
        KeyProbe.AssertText(new DateTimeOffset(tick, new TimeSpan(5, 45, 0)), "2024-02-29T23:59:59.0000001+05:45", View);
        KeyProbe.AssertText(DateTimeOffset.MinValue, "0001-01-01T00:00:00+00:00", View);
        KeyProbe.AssertText(DateTimeOffset.MaxValue, "9999-12-31T23:59:59.9999999+00:00", View);
        Assert.Equal(TimeSpan.Zero, KeyProbe.Codec<DateTimeOffset>().Parse("2024-02-29T23:59:59.000Z").Offset);
        KeyProbe.AssertNoKey<DateTimeOffset>("2024-02-29T23:59:59");
        KeyProbe.AssertNoKey<DateTimeOffset>("0001-01-01T00:00:00+00:01");
        KeyProbe.AssertNoKey<DateTimeOffset>("9999-12-31T23:59:59-00:01");
    }

    [Fact]
    public void B_245_dates_and_times_of_day()
    {
        KeyProbe.AssertText(DateOnly.MinValue, "0001-01-01");
        KeyProbe.AssertText(DateOnly.MaxValue, "9999-12-31");
        KeyProbe.AssertText(TimeOnly.MinValue, "00:00:00");
        KeyProbe.AssertText(TimeOnly.MaxValue, "23:59:59.9999999");
        KeyProbe.AssertNoKey<DateOnly>("2024-2-29");
        KeyProbe.AssertNoKey<DateOnly>("2024-02-29 ");
        KeyProbe.AssertNoKey<TimeOnly>("23:59");
        KeyProbe.AssertNoKey<TimeOnly>("23:59:59.");
        KeyProbe.AssertNoKey<TimeOnly>(" 23:59:59");
    }

    [Fact]
    public void B_245_durations()
    {
        KeyProbe.AssertText(TimeSpan.Zero, "00:00:00");
        KeyProbe.AssertText(new TimeSpan(-1), "-00:00:00.0000001");
        KeyProbe.AssertText(TimeSpan.MinValue, "-10675199.02:48:05.4775808");
        KeyProbe.AssertText(TimeSpan.MaxValue, "10675199.02:48:05.4775807");
        KeyProbe.AssertNoKey<TimeSpan>("1");
        KeyProbe.AssertNoKey<TimeSpan>("1:00");
        KeyProbe.AssertNoKey<TimeSpan>(" 00:00:00");
        KeyProbe.AssertNoKey<TimeSpan>("24:00:00");
        KeyProbe.AssertNoKey<TimeSpan>("00:00:00.5");
    }

    [Theory]
    [InlineData("ar-SA")]
    [InlineData("th-TH")]
    [InlineData("fa-IR")]
    [InlineData("de-DE")]
    public void B_245_the_culture_does_not_matter(string culture)
    {
        CultureInfo before = CultureInfo.CurrentCulture;
        CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo(culture);
        try
        {
            KeyProbe.AssertText(tick, "2024-02-29T23:59:59.0000001", View);
            KeyProbe.AssertText(new DateTimeOffset(tick, TimeSpan.FromHours(-2)), "2024-02-29T23:59:59.0000001-02:00", View);
            KeyProbe.AssertText(new DateOnly(2024, 2, 29), "2024-02-29");
            KeyProbe.AssertText(TimeSpan.FromTicks(-5), "-00:00:00.0000005");
            KeyProbe.AssertText(-1234.5m, "-1234.5");
            KeyProbe.AssertText(-1234, "-1234");
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    private static object View(DateTime key) => (key.Ticks, key.Kind);

    private static object View(DateTimeOffset key) => (key.Ticks, key.Offset);
}

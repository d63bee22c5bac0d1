using FsCheck;
using FsCheck.Fluent;

namespace Toast.Core.Tests.Data.Scalars;

public class DateTests
{
    private static readonly long[] EdgeTicks =
        [0, 1, 9_999_999, 10_000_000, TimeSpan.TicksPerDay, DateTime.UnixEpoch.Ticks, DateTime.MaxValue.Ticks - 1, DateTime.MaxValue.Ticks];

    [Theory]
    [InlineData(DateTimeKind.Utc)]
    [InlineData(DateTimeKind.Local)]
    [InlineData(DateTimeKind.Unspecified)]
    [Trait("Behaviour", "B-217")]
    public void B_217_date_times_keep_ticks_and_kind(DateTimeKind kind)
    {
        Prop.ForAll(Ticks(DateTime.MaxValue.Ticks), ticks =>
        {
            DateTime back = Scalar.RoundTrip(new DateTime(ticks, kind));
            return back.Ticks == ticks && back.Kind == kind;
        }).QuickCheckThrowOnFailure();
        Assert.All(EdgeTicks, ticks => Assert.Equal((ticks, kind), Parts(Scalar.RoundTrip(new DateTime(ticks, kind)))));
    }

    [Theory]
    [InlineData("2024-10-27T02:30:00+02:00")]
    [InlineData("2024-10-27T02:30:00+01:00")]
    [InlineData("2024-10-27T02:30:00-11:00")]
    [InlineData("2024-10-27T02:30:00+14:00")]
    [Trait("Behaviour", "B-217")]
    public void B_217_a_local_time_from_another_zone_keeps_what_its_clock_showed(string text)
    {
        DateTime value = Scalar.Read<DateTime>($"\"{text}\"");
        Assert.Equal((new DateTime(2024, 10, 27, 2, 30, 0).Ticks, DateTimeKind.Local), Parts(value));
    }

    [Fact]
    [Trait("Behaviour", "B-217")]
    public void B_217_the_suffix_tells_the_kind()
    {
        Assert.Equal("\"2024-02-29T12:00:00.0000001Z\"", Scalar.Write(new DateTime(2024, 2, 29, 12, 0, 0, DateTimeKind.Utc).AddTicks(1)));
        Assert.Equal("\"2024-02-29T12:00:00\"", Scalar.Write(new DateTime(2024, 2, 29, 12, 0, 0)));
        Assert.Equal(new DateTime(2024, 2, 29), Scalar.Read<DateTime>("\"2024-02-29\""));
        Assert.Equal(new DateTime(2024, 2, 29, 8, 5, 0), Scalar.Read<DateTime>("\"2024-02-29T08:05\""));
    }

    [Theory]
    [InlineData("")]
    [InlineData("2023-02-29T00:00:00Z")]
    [InlineData("2024-13-01T00:00:00Z")]
    [InlineData("0000-01-01T00:00:00Z")]
    [InlineData("2024-01-01T24:00:00Z")]
    [InlineData("2024-01-01T00:60:00Z")]
    [InlineData("2024-01-01T00:00:60Z")]
    [InlineData("2024-01-01T00:00:00.Z")]
    [InlineData("2024-01-01T00:00:00.12345678Z")]
    [InlineData("2024-01-01T00:00:00z")]
    [InlineData("2024-01-01T00:00:00 Z")]
    [InlineData("2024-01-01T00:00:00+14:01")]
    [InlineData("2024-01-01T00:00:00+01:60")]
    [InlineData("2024-01-01T00:00:00+0100")]
    [InlineData("2024-01-01T")]
    [InlineData("2024-1-1")]
    [InlineData("01/02/2024")]
    [InlineData("\\u0662024-01-01")]
    [Trait("Behaviour", "B-217")]
    [Trait("Behaviour", "B-218")]
    public void B_217_B_218_other_text_is_no_date_time(string text)
    {
        Assert.Equal("is text that is not a value of type DateTime", Scalar.ReadFault<DateTime>($"\"{text}\"").Message);
        Scalar.ReadFault<DateTimeOffset>($"\"{text}\"");
    }

    [Fact]
    [Trait("Behaviour", "B-218")]
    public void B_218_date_time_offsets_keep_ticks_and_offset()
    {
        Arbitrary<(long, int)> values = Gen.Zip(Ticks(DateTime.MaxValue.Ticks).Generator, Gen.Choose(-14 * 60, 14 * 60)).ToArbitrary();
        Prop.ForAll(values, value =>
        {
            TimeSpan offset = TimeSpan.FromMinutes(value.Item2);
            long day = TimeSpan.TicksPerDay;
            var original = new DateTimeOffset(Math.Clamp(value.Item1, day, DateTime.MaxValue.Ticks - day), offset);
            return Scalar.RoundTrip(original).EqualsExact(original);
        }).QuickCheckThrowOnFailure();
        Assert.All(
            [DateTimeOffset.MinValue, DateTimeOffset.MaxValue, new DateTimeOffset(14 * TimeSpan.TicksPerHour, TimeSpan.FromHours(14))],
            value => Assert.True(Scalar.RoundTrip(value).EqualsExact(value)));
        Assert.Equal(DateTimeOffset.UnixEpoch, Scalar.Read<DateTimeOffset>("\"1970-01-01T00:00:00Z\""));
    }

    [Theory]
    [InlineData("2024-01-01T00:00:00")]
    [InlineData("0001-01-01T00:00:00+01:00")]
    [InlineData("9999-12-31T23:59:59-01:00")]
    [Trait("Behaviour", "B-218")]
    public void B_218_a_date_time_offset_needs_an_offset_within_the_calendar(string text) =>
        Scalar.ReadFault<DateTimeOffset>($"\"{text}\"");

    [Fact]
    [Trait("Behaviour", "B-218")]
    public void B_218_dates_times_and_durations_survive_to_their_limits()
    {
        Prop.ForAll(Gen.Choose(0, DateOnly.MaxValue.DayNumber).ToArbitrary(), day =>
            Scalar.RoundTrip(DateOnly.FromDayNumber(day)).DayNumber == day).QuickCheckThrowOnFailure();
        Prop.ForAll(Ticks(TimeOnly.MaxValue.Ticks), ticks =>
            Scalar.RoundTrip(new TimeOnly(ticks)).Ticks == ticks).QuickCheckThrowOnFailure();
        Prop.ForAll(Ticks(long.MaxValue), ticks =>
            Scalar.RoundTrip(new TimeSpan(ticks)).Ticks == ticks
            && Scalar.RoundTrip(new TimeSpan(-ticks)).Ticks == -ticks).QuickCheckThrowOnFailure();
        Assert.All([DateOnly.MinValue, DateOnly.MaxValue], d => Assert.Equal(d, Scalar.RoundTrip(d)));
        Assert.All([TimeOnly.MinValue, TimeOnly.MaxValue], t => Assert.Equal(t, Scalar.RoundTrip(t)));
        Assert.All([TimeSpan.MinValue, TimeSpan.MaxValue, TimeSpan.Zero, new TimeSpan(-1)], t => Assert.Equal(t, Scalar.RoundTrip(t)));
        Assert.Equal("\"-10675199.02:48:05.4775808\"", Scalar.Write(TimeSpan.MinValue));
        Assert.Equal("\"23:59:59.9999999\"", Scalar.Write(TimeOnly.MaxValue));
        Assert.Equal("\"08:00:00\"", Scalar.Write(new TimeOnly(8, 0)));
    }

    [Fact]
    [Trait("Behaviour", "B-218")]
    public void B_218_other_text_is_no_date_time_of_day_or_duration()
    {
        Assert.All(["", "2024-02-30", "2024-02-01T00:00:00", " 2024-02-01"], text => Scalar.ReadFault<DateOnly>($"\"{text}\""));
        Assert.All(["", "24:00:00", "12", "12:00:00.12345678", "12:00Z", "-01:00:00"], text => Scalar.ReadFault<TimeOnly>($"\"{text}\""));
        Assert.All(
            ["", "5", " 01:00:00", "+01:00:00", "24:00:00", "01:00:00.12345678", "10675199.02:48:05.4775808", "1:00:00 "],
            text => Scalar.ReadFault<TimeSpan>($"\"{text}\""));
    }

    private static (long Ticks, DateTimeKind Kind) Parts(DateTime value) => (value.Ticks, value.Kind);

    private static Arbitrary<long> Ticks(long max) =>
        Gen.OneOf(
            Gen.Elements(EdgeTicks.Where(t => t <= max).ToArray()),
            Gen.Zip(Gen.Choose(0, int.MaxValue), Gen.Choose(0, int.MaxValue))
                .Select(p => (((long)p.Item1 << 32) + p.Item2) % max)).ToArbitrary();
}

using System.Diagnostics;
using Toast.Servers;

namespace Toast.Faults.Tests.Servers;

/// <summary>The clock of these tests: it stands still with the machine, and at no other time.</summary>
public sealed class RunningTimeTests
{
    private const int Allowed = 10;

    [Fact]
    public void Time_in_which_no_tick_came_is_missed_beyond_what_is_allowed()
    {
        var ticks = new MissedTicks(0, Allowed);
        Assert.Equal(0, ticks.Until(Allowed));
        Assert.Equal(90, ticks.Until(100));
        ticks.Tick(100);
        Assert.Equal(90, ticks.Until(100 + Allowed));
        ticks.Tick(105);
        Assert.Equal(90, ticks.Until(110));
        Assert.Equal(90 + 1, ticks.Until(116));
    }

    [Fact]
    public void Whenever_ticks_come_the_rest_of_time_never_goes_back_and_never_runs_faster()
    {
        for (int seed = 0; seed < 1_000; seed++)
        {
            var random = new Random(seed);
            var ticks = new MissedTicks(0, Allowed);
            long now = 0, ran = 0;
            for (int step = 0; step < 100; step++)
            {
                int passed = random.Next(3 * Allowed);
                now += passed;
                if (random.Next(2) == 0)
                {
                    ticks.Tick(now);
                }

                long ranNow = now - ticks.Until(now);
                Assert.True(ranNow >= ran && ranNow - ran <= passed, $"Seed {seed}, step {step}: {ran} became {ranNow} while {passed} passed.");
                ran = ranNow;
            }
        }
    }

    [Fact]
    public async Task It_never_goes_back_and_is_never_ahead_of_another_clock()
    {
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() =>
        {
            long begun = Stopwatch.GetTimestamp();
            RunningTime time = RunningTime.Start();
            for (TimeSpan last = TimeSpan.Zero, elapsed; last < TimeSpan.FromMilliseconds(200); last = elapsed)
            {
                elapsed = time.Elapsed;
                Assert.InRange(elapsed, last, Stopwatch.GetElapsedTime(begun));
            }
        })));
    }
}

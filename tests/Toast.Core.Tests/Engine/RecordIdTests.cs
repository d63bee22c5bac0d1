namespace Toast.Core.Tests.Engine;

public sealed class RecordIdTests
{
    [Fact]
    [Trait("Behaviour", "B-009")]
    public void B_009_ids_are_version_7_with_the_time_in_front_and_never_the_same()
    {
        DateTimeOffset before = TimeProvider.System.GetUtcNow();
        Guid[][] ids = new Guid[8][];
        Parallel.For(0, 8, i => ids[i] = [.. Enumerable.Range(0, 100_000).Select(_ => RecordIds.New(TimeProvider.System))]);

        Guid[] all = [.. ids.SelectMany(some => some)];
        Assert.Equal(800_000, all.Distinct().Count());
        Assert.All(all.Take(1000), id =>
        {
            Assert.Equal(7, id.Version);
            Assert.InRange(id.Variant, 8, 11);
            long milliseconds = Convert.ToInt64(id.ToString("N")[..12], 16);
            Assert.InRange(milliseconds, before.ToUnixTimeMilliseconds(), TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds());
        });
    }

    [Fact]
    [Trait("Behaviour", "B-009")]
    public void Ids_of_one_millisecond_are_in_the_order_of_their_times()
    {
        var clock = new Clock(new DateTimeOffset(2026, 11, 22, 1, 2, 3, 999, TimeSpan.Zero));
        Guid[] ids = [.. Enumerable.Range(0, 4000).Select(_ => RecordIds.New(clock))];

        Assert.Equal(ids.Order(), ids);
        Assert.Equal(2, ids.Select(id => id.ToString("N")[..12]).Distinct().Count());
        Assert.All(ids, id => Assert.Equal(7, id.Version));
    }

    [Fact]
    public void Write_ids_are_never_the_same()
    {
        Guid[][] ids = new Guid[8][];
        Parallel.For(0, 8, i => ids[i] = [.. Enumerable.Range(0, 100_000).Select(_ => WriteIds.New())]);

        Assert.Equal(800_000, ids.SelectMany(some => some).Distinct().Count());
    }

    [Fact]
    public void Contents_that_differ_anywhere_have_different_hashes()
    {
        byte[] text = [.. Enumerable.Range(0, 300).Select(i => (byte)(i * 7))];
        var seen = new HashSet<UInt128>();
        for (int length = 0; length <= text.Length; length++)
        {
            Assert.True(seen.Add(Toast.Data.ContentHash.Of(text.AsSpan(0, length))));
        }

        for (int i = 0; i < text.Length; i++)
        {
            for (int bit = 0; bit < 8; bit++)
            {
                text[i] ^= (byte)(1 << bit);
                Assert.True(seen.Add(Toast.Data.ContentHash.Of(text)));
                text[i] ^= (byte)(1 << bit);
            }
        }

        Assert.Equal(Toast.Data.ContentHash.Of(text), Toast.Data.ContentHash.Of(text.ToArray()));
    }

    /// <summary>Goes on by three ticks with each look, more than an id's time tells apart.</summary>
    private sealed class Clock(DateTimeOffset now) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => now = now.AddTicks(3);
    }
}

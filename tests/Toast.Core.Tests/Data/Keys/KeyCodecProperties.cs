using System.Numerics;
using FsCheck;
using FsCheck.Fluent;

namespace Toast.Core.Tests.Data.Keys;

/// <summary>Any key comes back as it was, and any text is either refused or is a key that comes back.</summary>
[Trait("Behaviour", "B-245")]
public class KeyCodecProperties
{
    private static readonly Gen<long> longs =
        from bytes in Gen.ArrayOf(Gen.Choose(0, 255), 8)
        select BitConverter.ToInt64([.. bytes.Select(b => (byte)b)]);

    [Fact]
    public void B_245_any_key_survives()
    {
        Survives(longs);
        Survives(longs.Select(l => (int)l));
        Survives(longs.Select(l => (ulong)l));
        Survives(longs.Select(l => (DayOfWeek)l));
        Survives(longs.Select(l => (FileAttributes)l));
        Survives(longs.Select(l => (FileAttributes)(l & 0x7F)));
        Survives(from a in longs from b in longs select (new BigInteger(a) << 64) + b);
        Survives(from a in longs from b in longs select new Int128((ulong)a, (ulong)b));
        Survives(from a in longs from b in longs select new Guid([.. BitConverter.GetBytes(a), .. BitConverter.GetBytes(b)]));
        Survives(longs.Select(l => new TimeSpan(l)));
        Survives(longs.Select(l => DateOnly.FromDayNumber((int)((ulong)l % 3_652_059))));
        Survives(longs.Select(l => new TimeOnly((long)((ulong)l % TimeSpan.TicksPerDay))));
        Survives(longs.Select(l => (char)l).Where(c => !char.IsSurrogate(c)));
        Survives(ArbMap.Default.GeneratorFor<string>().Where(IsText));
        Survives(Decimals(), d => string.Join(' ', decimal.GetBits(d)));
        Survives(Times(), t => (t.Ticks, t.Kind));
        Survives(from t in Times() from minutes in Gen.Choose(-840, 840) where FitsUtc(t, minutes) select WithOffset(t, minutes), t => (t.Ticks, t.Offset));
    }

    [Fact]
    public void B_245_any_text_is_refused_or_is_a_key_that_comes_back()
    {
        Gen<string> texts = Gen.ArrayOf(Gen.Elements("0123456789-+:.TZ, eE{}\0a".ToCharArray())).Select(chars => new string(chars));
        Prop.ForAll(texts.ToArbitrary(), text =>
        {
            Stable<int>(text);
            Stable<BigInteger>(text);
            Stable<decimal>(text);
            Stable<Guid>(text);
            Stable<DateTime>(text);
            Stable<DateTimeOffset>(text);
            Stable<DateOnly>(text);
            Stable<TimeOnly>(text);
            Stable<TimeSpan>(text);
            Stable<FileAttributes>(text);
        }).QuickCheckThrowOnFailure();
    }

    private static void Survives<TKey>(Gen<TKey> keys, Func<TKey, object>? view = null) =>
        Prop.ForAll(keys.ToArbitrary(), key => KeyProbe.RoundTrips(key, view ?? (k => k!))).QuickCheckThrowOnFailure();

    private static void Stable<TKey>(string text)
    {
        TKey key;
        try
        {
            key = KeyProbe.Codec<TKey>().Parse(text);
        }
        catch (Toast.Data.DataFault)
        {
            return;
        }

        Assert.Equal(key, KeyProbe.Codec<TKey>().Parse(KeyProbe.Codec<TKey>().Format(key)));
    }

    private static Gen<decimal> Decimals() =>
        from high in longs
        from low in longs
        from scale in Gen.Choose(0, 28)
        select new decimal((int)low, (int)(low >> 32), (int)high, high < 0, (byte)scale);

    private static Gen<DateTime> Times() =>
        from l in longs
        from kind in Gen.Choose(0, 2)
        select new DateTime((long)((ulong)l % (ulong)DateTime.MaxValue.Ticks), (DateTimeKind)kind);

    private static bool FitsUtc(DateTime time, int minutes) =>
        time.Ticks - (minutes * TimeSpan.TicksPerMinute) is >= 0 and <= 3_155_378_975_999_999_999;

    private static DateTimeOffset WithOffset(DateTime time, int minutes) =>
        new(DateTime.SpecifyKind(time, DateTimeKind.Unspecified), TimeSpan.FromMinutes(minutes));

    private static bool IsText(string text) => text is not null && text.EnumerateRunes().All(rune => rune != System.Text.Rune.ReplacementChar);
}

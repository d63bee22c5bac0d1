using Toast.Data;
using Toast.Data.Keys;

namespace Toast.Core.Tests.Data.Keys;

internal static class KeyProbe
{
    public static KeyCodec<TKey> Codec<TKey>() => Assert.IsAssignableFrom<KeyCodec<TKey>>(KeyCodec.TryCreate(typeof(TKey)));

    /// <summary>Writes, compares with the expected text, reads and compares by the given view, which shows what equality hides.</summary>
    public static void AssertText<TKey>(TKey key, string text, Func<TKey, object>? view = null)
    {
        view ??= k => k!;
        Assert.Equal(text, Codec<TKey>().Format(key));
        Assert.Equal(view(key), view(Codec<TKey>().Parse(text)));
    }

    public static bool RoundTrips<TKey>(TKey key, Func<TKey, object> view) =>
        view(Codec<TKey>().Parse(Codec<TKey>().Format(key))).Equals(view(key));

    public static void AssertNoKey<TKey>(string text)
    {
        DataFault fault = Assert.Throws<DataFault>(() => Codec<TKey>().Parse(text));
        Assert.Null(fault.Code);
        if (text.Length > 2)
        {
            Assert.DoesNotContain(text, fault.Message + fault.Expected + fault.Actual, StringComparison.Ordinal);
        }
    }
}

using System.Collections;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using Xunit;

namespace Toast.Testing.Models;

/// <summary>Compares every member of two kitchen sinks, down to the bits of a number and the kind of a time.</summary>
internal static class KitchenSinkAssert
{
    public static void Same(KitchenSink expected, KitchenSink actual)
    {
        foreach (PropertyInfo member in typeof(KitchenSink).GetProperties())
        {
            Same(member.Name, member.GetValue(expected), member.GetValue(actual));
        }

        Same(nameof(KitchenSink.Field), expected.Field, actual.Field);
    }

    private static void Same(string member, object? expected, object? actual)
    {
        if (expected is null || actual is null)
        {
            Assert.True(expected is null && actual is null, $"{member} is null on one side only");
            return;
        }

        Assert.True(expected.GetType() == actual.GetType() || IsCollection(expected), $"{member} has another type: {actual.GetType()}");
        switch (expected)
        {
            case double number when !(double.IsNaN(number) && double.IsNaN((double)actual)):
                Bits(member, BitConverter.DoubleToInt64Bits(number), BitConverter.DoubleToInt64Bits((double)actual));
                break;
            case float number when !(float.IsNaN(number) && float.IsNaN((float)actual)):
                Bits(member, BitConverter.SingleToInt32Bits(number), BitConverter.SingleToInt32Bits((float)actual));
                break;
            case Half number when !(Half.IsNaN(number) && Half.IsNaN((Half)actual)):
                Bits(member, BitConverter.HalfToInt16Bits(number), BitConverter.HalfToInt16Bits((Half)actual));
                break;
            case decimal number:
                Assert.True(decimal.GetBits(number).SequenceEqual(decimal.GetBits((decimal)actual)), $"{member} has another scale or sign");
                break;
            case DateTime time:
                Assert.True(time == (DateTime)actual && time.Kind == ((DateTime)actual).Kind, $"{member} is another time or kind");
                break;
            case DateTimeOffset time:
                Assert.True(time.EqualsExact((DateTimeOffset)actual), $"{member} is another time or offset");
                break;
            case JsonElement element:
                Assert.True(JsonElement.DeepEquals(element, (JsonElement)actual), $"{member} is another JSON value");
                break;
            case JsonNode node:
                Assert.True(JsonNode.DeepEquals(node, (JsonNode)actual), $"{member} is another JSON value");
                break;
            case Memory<byte> memory:
                Assert.True(memory.Span.SequenceEqual(((Memory<byte>)actual).Span), $"{member} has other bytes");
                break;
            case Uri uri:
                Assert.True(uri.OriginalString == ((Uri)actual).OriginalString, $"{member} is another URI");
                break;
            case KitchenSink.Point point:
                Same(member, point.X, ((KitchenSink.Point)actual).X);
                Same(member, point.Y, ((KitchenSink.Point)actual).Y);
                break;
            case System.Collections.Immutable.ImmutableArray<int> { IsDefault: true }:
                Assert.True(((System.Collections.Immutable.ImmutableArray<int>)actual).IsDefault, $"{member} is no longer default");
                break;
            case IDictionary or HashSet<string> when expected is not OrderedDictionary<string, int>:
                Unordered(member, (IEnumerable)expected, (IEnumerable)actual);
                break;
            case IEnumerable items when expected is not string:
                Ordered(member, items, (IEnumerable)actual);
                break;
            default:
                Assert.True(expected.Equals(actual), $"{member} has another value");
                break;
        }
    }

    private static bool IsCollection(object value) => value is IEnumerable and not string;

    private static void Bits(string member, long expected, long actual) => Assert.True(expected == actual, $"{member} has other bits");

    private static void Ordered(string member, IEnumerable expected, IEnumerable actual)
    {
        object?[] one = [.. expected.Cast<object?>()], two = [.. actual.Cast<object?>()];
        Assert.True(one.Length == two.Length, $"{member} has {two.Length} items, not {one.Length}");
        for (int i = 0; i < one.Length; i++)
        {
            Same($"{member}[{i}]", one[i], two[i]);
        }
    }

    private static void Unordered(string member, IEnumerable expected, IEnumerable actual) =>
        Assert.True(new HashSet<object>(expected.Cast<object>()).SetEquals(actual.Cast<object>()), $"{member} has other items");
}

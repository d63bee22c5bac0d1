using System.Collections;
using System.Collections.Concurrent;
using System.Net;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Toast.Faults.Tests.RoundTrips;

/// <summary>
/// Where two object graphs differ, or null: numbers by their bits (any NaN is NaN), times by ticks and kind or offset, order where the type has one.
/// </summary>
internal static class Difference
{
    private static readonly ConcurrentDictionary<Type, PropertyInfo[]> Properties = new();

    public static string? Between(object? expected, object? actual, string path = "$")
    {
        if (expected is null || actual is null)
        {
            return expected is null && actual is null ? null : $"{path}: {expected ?? "null"} became {actual ?? "null"}";
        }

        return Leaf(expected, actual) is { } same ? (same ? null : $"{path}: {expected} became {actual}")
            : expected is IDictionary entries ? Maps(entries, (IDictionary)actual, path)
            : expected is ITuple tuple ? Tuples(tuple, (ITuple)actual, path)
            : expected is IEnumerable items ? Sequences(items, (IEnumerable)actual, path)
            : Objects(expected, actual, path);
    }

    /// <summary>Whether two values are the same, or null if they have parts.</summary>
    private static bool? Leaf(object expected, object actual) => (expected, actual) switch
    {
        (double one, double two) => BitConverter.DoubleToInt64Bits(one) == BitConverter.DoubleToInt64Bits(two) || (double.IsNaN(one) && double.IsNaN(two)),
        (float one, float two) => BitConverter.SingleToInt32Bits(one) == BitConverter.SingleToInt32Bits(two) || (float.IsNaN(one) && float.IsNaN(two)),
        (Half one, Half two) => BitConverter.HalfToInt16Bits(one) == BitConverter.HalfToInt16Bits(two) || (Half.IsNaN(one) && Half.IsNaN(two)),
        (decimal one, decimal two) => decimal.GetBits(one).AsSpan().SequenceEqual(decimal.GetBits(two)),
        (DateTime one, DateTime two) => one.Ticks == two.Ticks && one.Kind == two.Kind,
        (DateTimeOffset one, DateTimeOffset two) => one.EqualsExact(two),
        (Uri one, Uri two) => one.OriginalString == two.OriginalString && one.IsAbsoluteUri == two.IsAbsoluteUri,
        (byte[] one, byte[] two) => one.AsSpan().SequenceEqual(two),
        (Memory<byte> one, Memory<byte> two) => one.Span.SequenceEqual(two.Span),
        (ReadOnlyMemory<byte> one, ReadOnlyMemory<byte> two) => one.Span.SequenceEqual(two.Span),
        (JsonElement one, JsonElement two) => JsonElement.DeepEquals(one, two),
        (JsonNode one, JsonNode two) => JsonNode.DeepEquals(one, two),
        (string or IPAddress or IPEndPoint or Toast.Faults.Tests.Models.Note, _) => expected.Equals(actual),
        _ when expected.GetType() is { IsPrimitive: true } or { IsEnum: true } || (expected.GetType().Namespace is "System" or "System.Numerics" or "System.Text"
            or "System.Globalization" && expected is not (IEnumerable or ITuple)) => expected.Equals(actual),
        _ when expected.GetType().IsGenericType && expected.GetType().GetGenericTypeDefinition() == typeof(External<>) => expected.Equals(actual),
        _ => null,
    };

    private static string? Maps(IDictionary expected, IDictionary actual, string path)
    {
        if (expected.Count != actual.Count)
        {
            return $"{path}: {expected.Count} entries became {actual.Count}";
        }

        bool keepsOrder = expected.GetType().Name.StartsWith("OrderedDictionary", StringComparison.Ordinal);
        if (keepsOrder && Sequences(expected.Keys, actual.Keys, path + " keys") is { } moved)
        {
            return moved;
        }

        foreach (DictionaryEntry entry in expected)
        {
            // Found by equality, then compared exactly: 1.0 and 1.00 are one key of two forms.
            if (!actual.Contains(entry.Key))
            {
                return $"{path}: the key {entry.Key} is lost";
            }

            if (Between(entry.Value, actual[entry.Key], $"{path}[{entry.Key}]") is { } different)
            {
                return different;
            }
        }

        return Between(Exact(expected), Exact(actual), path + " keys");

        static HashSet<string> Exact(IDictionary map) => [.. map.Keys.Cast<object>().Select(key => key switch
        {
            decimal number => string.Join(',', decimal.GetBits(number)),
            DateTime time => $"{time.Ticks} {time.Kind}",
            DateTimeOffset time => $"{time.Ticks} {time.Offset}",
            _ => key.ToString()!,
        })];
    }

    private static string? Tuples(ITuple expected, ITuple actual, string path)
    {
        for (int i = 0; i < expected.Length; i++)
        {
            if (Between(expected[i], actual[i], $"{path}.Item{i + 1}") is { } different)
            {
                return different;
            }
        }

        return null;
    }

    private static string? Sequences(IEnumerable expected, IEnumerable actual, string path)
    {
        if (IsDefault(expected) || IsDefault(actual))
        {
            return IsDefault(expected) == IsDefault(actual) ? null : $"{path}: one is default";
        }

        bool isSet = expected.GetType().GetInterfaces().Any(type => type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IReadOnlySet<>));
        object?[] one = [.. expected.Cast<object?>()];
        object?[] two = [.. actual.Cast<object?>()];
        if (one.Length != two.Length)
        {
            return $"{path}: {one.Length} items became {two.Length}";
        }

        if (isSet)
        {
            return one.All(item => two.Any(other => Between(item, other) is null)) ? null : $"{path}: the items differ";
        }

        for (int i = 0; i < one.Length; i++)
        {
            if (Between(one[i], two[i], $"{path}[{i}]") is { } different)
            {
                return different;
            }
        }

        return null;
    }

    private static bool IsDefault(IEnumerable items) => items is System.Collections.Immutable.ImmutableArray<int> { IsDefault: true };

    private static string? Objects(object expected, object actual, string path)
    {
        if (expected.GetType() != actual.GetType())
        {
            return $"{path}: {expected.GetType()} became {actual.GetType()}";
        }

        foreach (PropertyInfo property in Properties.GetOrAdd(
            expected.GetType(), static type => [.. type.GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(p => p.GetIndexParameters().Length == 0)]))
        {
            if (Between(property.GetValue(expected), property.GetValue(actual), $"{path}.{property.Name}") is { } different)
            {
                return different;
            }
        }

        return null;
    }
}

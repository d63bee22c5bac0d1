using System.Buffers;
using System.Runtime.InteropServices;
using System.Text.Json;
using Toast.Data.Guard;

namespace Toast.Data.Scalars;

/// <summary>JSON inside a member obeys the rules of the data around it: unique keys, whole text, numbers of bounded length.</summary>
internal static class JsonChecks
{
    /// <summary>The largest depth that can be configured. The depth of the whole record, and its size, are the codec's to check.</summary>
    public const int MaxDepth = 1000;

    private static readonly JsonLimits Limits = JsonLimits.Default with { MaxRecordBytes = int.MaxValue, MaxDepth = MaxDepth };

    /// <summary>Reads the value the reader stands on, checked.</summary>
    public static JsonElement Read(ref Utf8JsonReader reader)
    {
        JsonElement element = JsonElement.ParseValue(ref reader);
        Check(JsonMarshal.GetRawUtf8Value(element));
        return element;
    }

    /// <summary>Serialises a value into a buffer, checked, since a check of what is already in the writer would come too late.</summary>
    /// <param name="writer">Where the bytes will go; tells how to escape.</param>
    /// <param name="value">The value.</param>
    /// <param name="write">Writes the value; what it throws about the value becomes a fault.</param>
    public static ReadOnlySpan<byte> Serialize<T>(Utf8JsonWriter writer, T value, Action<T, Utf8JsonWriter> write)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var inner = new Utf8JsonWriter(buffer, new JsonWriterOptions { Encoder = writer.Options.Encoder, MaxDepth = MaxDepth }))
        {
            Fill(inner, value, write);
        }

        Check(buffer.WrittenSpan);
        return buffer.WrittenSpan;
    }

    private static void Fill<T>(Utf8JsonWriter inner, T value, Action<T, Utf8JsonWriter> write)
    {
        try
        {
            write(value, inner);
            inner.Flush();
        }
        catch (InvalidOperationException e) when (e is not ObjectDisposedException)
        {
            // The writer at its limit, or an element with an escape that is half of a surrogate pair.
            throw inner.CurrentDepth >= MaxDepth ? JsonFaults.TooDeep(MaxDepth) : ScalarFault.BrokenText(e);
        }
        catch (Exception e) when (e is ArgumentException or NotSupportedException or JsonException)
        {
            // NaN, or a .NET object that a node wraps and that does not serialise.
            throw new DataFault(null, "holds a value that JSON has no form for", "JSON", "a .NET value", inner: e);
        }
    }

    private static void Check(ReadOnlySpan<byte> utf8)
    {
        try
        {
            JsonGuard.Check(utf8, Limits);
        }
        catch (DataFault fault) when (fault.Code is ErrorCodes.InvalidJson or ErrorCodes.InvalidValue)
        {
            // The text around is JSON and is not to blame; which code the value gets depends on the direction.
            throw fault.WithCode(null);
        }
    }
}

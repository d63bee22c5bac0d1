using System.Buffers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using Toast.Data;
using Toast.Data.Scalars;

namespace Toast.Core.Tests.Data.Scalars;

/// <summary>Writes and reads single values through the scalar converters, the way the codec does.</summary>
internal static class Scalar
{
    public static string Write<T>(T value, JsonNumberHandling? handling = null)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            Converter<T>(handling).Write(writer, value, JsonSerializerOptions.Default);
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    public static T Read<T>(string json, JsonNumberHandling? handling = null)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(json);
        T whole = Read<T>(new Utf8JsonReader(bytes), handling);

        // The same JSON in many pieces must give the same, whatever the path inside; compared as JSON since not every type has equality.
        T pieces = Read<T>(new Utf8JsonReader(Pieces.Of(bytes)), handling);
        Assert.Equal(Write(whole, handling), Write(pieces, handling));
        return whole;
    }

    public static T RoundTrip<T>(T value, JsonNumberHandling? handling = null) => Read<T>(Write(value, handling), handling);

    public static DataFault ReadFault<T>(string json, JsonNumberHandling? handling = null)
    {
        DataFault fault = Assert.Throws<DataFault>(() => Read<T>(new Utf8JsonReader(Encoding.UTF8.GetBytes(json)), handling));
        Assert.Null(fault.Code);
        Assert.NotNull(fault.Expected);
        Assert.NotNull(fault.Actual);
        return fault;
    }

    public static DataFault WriteFault<T>(T value) => Assert.Throws<DataFault>(() => Write(value));

    public static JsonConverter<T> Converter<T>(JsonNumberHandling? handling = null) =>
        Assert.IsType<JsonConverter<T>>(ScalarConverters.TryCreate(typeof(T), handling), exactMatch: false);

    private static T Read<T>(Utf8JsonReader reader, JsonNumberHandling? handling)
    {
        Assert.True(reader.Read());
        T value = Converter<T>(handling).Read(ref reader, typeof(T), JsonSerializerOptions.Default)!;
        Assert.False(reader.Read());
        return value;
    }
}

using System.Buffers;
using System.Diagnostics;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Toast.Core.Tests.Data.Scalars;

public class AllocationTests
{
    private const int Rounds = 1000;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    [Fact]
    public void Hot_scalars_are_written_and_read_without_allocation()
    {
        AllocatesNothing(42);
        AllocatesNothing(long.MinValue);
        AllocatesNothing(-1.5e-300);
        AllocatesNothing(-0.0);
        AllocatesNothing(double.NaN);
        AllocatesNothing(true);
        AllocatesNothing(Guid.AllBitsSet);
        AllocatesNothing(DateTime.MaxValue);
        AllocatesNothing(new DateTime(1, DateTimeKind.Utc));
        AllocatesNothing(-7.9228162514264337593543950335m);
        AllocatesNothing("");
    }

    [Fact]
    public void Text_allocates_only_the_string_that_is_read()
    {
        string text = new('a', 100);
        long limit = Rounds * (22 + (2 * text.Length) + 8);
        Assert.InRange(Allocated(text, limit), 1, limit);
    }

    private static void AllocatesNothing<T>(T value) => Assert.Equal(0, Allocated(value, 0));

    private static long Allocated<T>(T value, long limit)
    {
        JsonConverter<T> converter = Scalar.Converter<T>();
        byte[] json = Encoding.UTF8.GetBytes(Scalar.Write(value));
        var buffer = new ArrayBufferWriter<byte>(1024);
        using var writer = new Utf8JsonWriter(buffer);

        // Code that is not yet optimised boxes values; it is replaced in the background after some rounds, so the best of many counts.
        var clock = Stopwatch.StartNew();
        long least = long.MaxValue;
        do
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            Run(converter, value, json, buffer, writer);
            least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
        }
        while (least > limit && clock.Elapsed < Patience);
        return least;
    }

    private static void Run<T>(JsonConverter<T> converter, T value, byte[] json, ArrayBufferWriter<byte> buffer, Utf8JsonWriter writer)
    {
        for (int i = 0; i < Rounds; i++)
        {
            buffer.ResetWrittenCount();
            writer.Reset(buffer);
            converter.Write(writer, value, JsonSerializerOptions.Default);
            writer.Flush();
            var reader = new Utf8JsonReader(json);
            reader.Read();
            converter.Read(ref reader, typeof(T), JsonSerializerOptions.Default);
        }
    }
}

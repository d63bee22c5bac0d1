using System.Text.Json;

namespace Toast.AspNetCore;

/// <summary>How many operations took how long, on a scale from 10 µs to more than a minute whose steps are half a doubling, and how many failed.</summary>
internal sealed class Tally
{
    private const double Smallest = 10e-6;
    private const int StepsPerDoubling = 2;
    private const int Steps = 46;

    private readonly long[] counts = new long[Steps + 1];
    private long failed;

    /// <summary>The upper ends of the steps in seconds; the last step has none.</summary>
    public static IReadOnlyList<double> Bounds { get; } = [.. Enumerable.Range(0, Steps).Select(step => Smallest * Math.Pow(2, (double)step / StepsPerDoubling))];

    public void Record(double seconds, bool isFailure)
    {
        double step = Math.Ceiling(StepsPerDoubling * Math.Log2(seconds / Smallest));
        Interlocked.Increment(ref counts[(int)Math.Clamp(double.IsNaN(step) ? 0 : step, 0, Steps)]);
        if (isFailure)
        {
            Interlocked.Increment(ref failed);
        }
    }

    public void Add(Tally other)
    {
        for (int i = 0; i < counts.Length; i++)
        {
            counts[i] += Interlocked.Read(ref other.counts[i]);
        }

        failed += Interlocked.Read(ref other.failed);
    }

    /// <summary>Writes the members of an object.</summary>
    public void Write(Utf8JsonWriter json)
    {
        json.WriteNumber("failed"u8, Interlocked.Read(ref failed));
        json.WriteStartArray("counts"u8);
        for (int i = 0; i < counts.Length; i++)
        {
            json.WriteNumberValue(Interlocked.Read(ref counts[i]));
        }

        json.WriteEndArray();
    }
}

using System.Globalization;
using System.Text;

namespace Toast.AspNetCore;

/// <summary>The numbers of one set of labels.</summary>
internal sealed class MetricSeries(double[] bounds)
{
    private readonly long[] counts = new long[bounds.Length + 1];
    private double sum;

    public void Record(double value, bool isSet)
    {
        if (bounds.Length > 0)
        {
            int place = Array.BinarySearch(bounds, value);
            Interlocked.Increment(ref counts[place >= 0 ? place : ~place]);
        }

        double before = Volatile.Read(ref sum);
        while (true)
        {
            double found = Interlocked.CompareExchange(ref sum, isSet ? value : before + value, before);
            if (found.Equals(before))
            {
                return;
            }

            before = found;
        }
    }

    public void Write(StringBuilder text, string name, string labels)
    {
        if (bounds.Length == 0)
        {
            Line(text, name, labels, Volatile.Read(ref sum));
            return;
        }

        long count = 0;
        for (int i = 0; i < counts.Length; i++)
        {
            count += Interlocked.Read(ref counts[i]);
            string bound = i < bounds.Length ? bounds[i].ToString(CultureInfo.InvariantCulture) : "+Inf";
            Line(text, $"{name}_bucket", labels.Length == 0 ? $"le=\"{bound}\"" : $"{labels},le=\"{bound}\"", count);
        }

        Line(text, $"{name}_sum", labels, Volatile.Read(ref sum));
        Line(text, $"{name}_count", labels, count);
    }

    private static void Line(StringBuilder text, string name, string labels, double value)
    {
        text.Append(name);
        if (labels.Length > 0)
        {
            text.Append('{').Append(labels).Append('}');
        }

        text.Append(' ').Append(double.IsNaN(value) ? "NaN" : double.IsPositiveInfinity(value) ? "+Inf" : double.IsNegativeInfinity(value) ? "-Inf"
            : value.ToString(CultureInfo.InvariantCulture)).Append('\n');
    }
}

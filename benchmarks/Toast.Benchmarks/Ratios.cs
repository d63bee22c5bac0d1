using Toast.Benchmarks.Reports;

namespace Toast.Benchmarks;

/// <summary>
/// The table of ratios. Each ratio compares two sides measured in the same run, in turn, over several rounds; the median round counts, so that
/// a machine that changes its speed changes both sides.
/// </summary>
internal static class Ratios
{
    public static async Task<int> RunAsync(bool quick)
    {
        int scale = quick ? 4 : 1;
        var rows = new List<Row>();
        var notes = new List<string>();
        await SqliteRatios.AddAsync(rows, notes, scale);
        await LatencyRatios.AddAsync(rows, notes, scale);
        await WidthRatios.AddAsync(rows, notes, scale);
        rows.Add(await AllocationRatio.MeasureAsync());
        await LatencyTable.AddAsync(notes, scale);
        await Report.SaveAsync(quick ? "embedded-quick" : "embedded", Report.Table("Embedded engine", rows, notes));
        return rows.All(row => row.Holds) ? 0 : 1;
    }

    /// <summary>Opens an engine whose store "bench" is a new place.</summary>
    public static IToast Open(string url) => new ToastBuilder().AddStore("bench", url).AddModel<SmallModel>().Build();

    public static double MedianOf(IEnumerable<double> values)
    {
        double[] sorted = [.. values.Order()];
        return sorted[sorted.Length / 2];
    }
}

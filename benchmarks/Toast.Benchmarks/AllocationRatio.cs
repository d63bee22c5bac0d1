using Toast.Benchmarks.Reports;

namespace Toast.Benchmarks;

/// <summary>Bytes allocated by one dump of the small model on memory://.</summary>
internal static class AllocationRatio
{
    private const int Operations = 20_000;

    public static async Task<Row> MeasureAsync()
    {
        await using IToast toast = Ratios.Open("memory://");
        SmallModel[] models = [.. Enumerable.Range(0, Operations).Select(SmallModel.Number)];
        foreach (SmallModel model in models.Take(2_000))
        {
            await toast.DumpAsync(model);
        }

        // The memory store finishes on the calling thread, so one thread's count is the whole of it.
        long before = GC.GetTotalAllocatedBytes(precise: true);
        foreach (SmallModel model in models.Skip(2_000))
        {
            await toast.DumpAsync(model);
        }

        double bytes = (double)(GC.GetTotalAllocatedBytes(precise: true) - before) / (Operations - 2_000);
        return new Row("first dump of the small model on memory://, bytes allocated, stored record included", "2,048 bytes", bytes / 2048, 1, false, $"{bytes:N0} bytes");
    }
}

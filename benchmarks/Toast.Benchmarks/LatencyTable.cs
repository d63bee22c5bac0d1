using System.Globalization;
using Toast.Benchmarks.Load;

namespace Toast.Benchmarks;

/// <summary>Throughput and latency of dump and validate at 1, 32 and 256 in flight, for each store of this build. Figures, not ratios.</summary>
internal static class LatencyTable
{
    public static async Task AddAsync(List<string> notes, int scale)
    {
        foreach (string store in new[] { "memory", "sqlite", "file" })
        {
            using var folder = new TemporaryFolder();
            string url = store switch
            {
                "memory" => "memory://",
                "sqlite" => $"sqlite:///{folder.File("toast.db")}",
                _ => $"file://{folder.File("records")}",
            };
            await using IToast toast = Ratios.Open(url);
            foreach (int inFlight in new[] { 1, 32, 256 })
            {
                int operations = (store == "file" ? 2_000 : inFlight == 1 ? 4_000 : 40_000) / scale;
                var references = new ExternalReference[operations];
                Measured dump = await Driver.RunAsync(operations, inFlight, async i => references[i] = await toast.DumpAsync(SmallModel.Number(i)));
                Measured validate = await Driver.RunAsync(operations, inFlight, i => toast.ValidateAsync<SmallModel>(references[i]));
                notes.Add(string.Create(CultureInfo.InvariantCulture,
                    $"{store}, {inFlight} in flight: dump {Show(dump)}; validate {Show(validate)}"));
            }
        }
    }

    private static string Show(Measured measured) =>
        string.Create(CultureInfo.InvariantCulture, $"{measured.PerSecond:N0}/s, p50 {measured.Median:N0} µs, p99 {measured.P99:N0} µs");
}

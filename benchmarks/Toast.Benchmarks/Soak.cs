using System.Globalization;
using Toast.Benchmarks.Load;
using Toast.Benchmarks.Reports;

namespace Toast.Benchmarks;

/// <summary>Dumps and validates many records in one process: the live memory after each tenth must not grow.</summary>
internal static class Soak
{
    private const int InFlight = 256;

    public static async Task<int> RunAsync(int records)
    {
        using var folder = new TemporaryFolder();
        await using IToast toast = Ratios.Open($"sqlite:///{folder.File("toast.db")}");
        var notes = new List<string>();
        var live = new List<double>();
        int share = records / 10;
        for (int part = 0; part < 10; part++)
        {
            await Driver.RunAsync(share, InFlight, async i =>
            {
                SmallModel model = SmallModel.Number(i);
                ExternalReference reference = await toast.DumpAsync(model);
                if (await toast.ValidateAsync<SmallModel>(reference) != model)
                {
                    throw new InvalidOperationException($"Record {reference} came back changed.");
                }
            });
            live.Add(GC.GetTotalMemory(forceFullCollection: true) / 1048576.0);
            notes.Add(string.Create(CultureInfo.InvariantCulture,
                $"after {(part + 1) * share:N0} records: {live[^1]:0.0} MiB live, {Environment.WorkingSet / 1048576.0:0} MiB resident"));
            Console.WriteLine(notes[^1]);
        }

        // The first tenth pays for compiled code, pools and caches; what comes after must not add to it.
        var row = new Row(
            $"live memory after {records:N0} records dumped and validated", "after the first tenth", live[^1] / live[0], 1.2, false, $"{live[^1]:0.0} MiB against {live[0]:0.0} MiB");
        await Report.SaveAsync("soak", Report.Table("Soak", [row], notes));
        return row.Holds ? 0 : 1;
    }
}

using System.Globalization;
using System.Text.Json;
using Toast.Benchmarks.Load;
using Toast.Benchmarks.Peers;
using Toast.Benchmarks.Reports;

namespace Toast.Benchmarks;

/// <summary>By how many milliseconds the slowest hundredth of calls is slower than the same calls of the bare driver.</summary>
internal static class TailRows
{
    private const double Asked = 50;

    public static async Task AddAsync(List<Row> rows, IToast toast, HandWrittenPostgres hand, int scale)
    {
        foreach (int inFlight in new[] { 1, 32, 256 })
        {
            int operations = (inFlight == 1 ? 2_000 : 20_000) / scale;
            var references = new ExternalReference[operations];
            var ids = new Guid[operations];
            Measured dump = await Driver.RunAsync(operations, inFlight, async i => references[i] = await toast.DumpAsync(SmallModel.Number(i)));
            Measured upsert = await Driver.RunAsync(operations, inFlight, i => hand.InsertAsync(ids[i] = Guid.CreateVersion7(), JsonSerializer.SerializeToUtf8Bytes(SmallModel.Number(i))));
            Measured validate = await Driver.RunAsync(operations, inFlight, i => toast.ValidateAsync<SmallModel>(references[i]));
            Measured select = await Driver.RunAsync(operations, inFlight, async i => JsonSerializer.Deserialize<SmallModel>(await hand.SelectAsync(ids[i])));
            rows.Add(Compare("dump", inFlight, dump, "one prepared upsert", upsert));
            rows.Add(Compare("validate", inFlight, validate, "one prepared select", select));
        }
    }

    private static Row Compare(string what, int inFlight, Measured own, string against, Measured peer) => new(
        $"{what}, {inFlight} in flight: p99 above the driver's, in ms (B-020)",
        "Npgsql, " + against,
        (own.P99 - peer.P99) / 1000,
        Asked,
        AtLeast: false,
        string.Create(CultureInfo.InvariantCulture, $"{own.P99 / 1000:0.0} ms against {peer.P99 / 1000:0.0} ms"));
}

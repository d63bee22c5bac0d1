using System.Globalization;
using System.Text.Json;
using Toast.Benchmarks.Load;
using Toast.Benchmarks.Peers;
using Toast.Benchmarks.Reports;

namespace Toast.Benchmarks;

/// <summary>What Toast adds to the slowest hundredth of operations, against the bare driver under the same number of callers (B-020).</summary>
internal static class LatencyRatios
{
    private const double AllowedMilliseconds = 50;

    public static async Task AddAsync(List<Row> rows, List<string> notes, int scale)
    {
        foreach (int inFlight in new[] { 1, 32, 256 })
        {
            int operations = (inFlight == 1 ? 2_000 : 8_000) / scale;
            using var folder = new TemporaryFolder();
            using var peer = new HandWrittenSqlite(folder.File("bare.db"));
            await using IToast toast = Ratios.Open($"sqlite:///{folder.File("toast.db")}");
            await toast.DumpAsync(SmallModel.Number(0));
            var references = new ExternalReference[operations];
            var ids = new Guid[operations];
            Measured bareWrite = await Driver.RunAsync(operations, inFlight, i => WriteBare(peer, ids, i));
            Measured write = await Driver.RunAsync(operations, inFlight, async i => references[i] = await toast.DumpAsync(SmallModel.Number(i)));
            Measured bareRead = await Driver.RunAsync(operations, inFlight, i => ReadBare(peer, ids[i]));
            Measured read = await Driver.RunAsync(operations, inFlight, i => toast.ValidateAsync<SmallModel>(references[i]));
            Add($"dump, {inFlight} in flight: p99 above the bare driver's, ms", write, bareWrite);
            Add($"validate, {inFlight} in flight: p99 above the bare driver's, ms", read, bareRead);
        }

        notes.Add("The bare driver has one connection, which its callers take in turn; a negative difference means that Toast's p99 is the lower one.");

        void Add(string what, Measured own, Measured bare) => rows.Add(new Row(
            what,
            "Microsoft.Data.Sqlite, as many callers",
            (own.P99 - bare.P99) / 1000,
            AllowedMilliseconds,
            false,
            string.Create(CultureInfo.InvariantCulture, $"{own.P99 / 1000:0.00} ms against {bare.P99 / 1000:0.00} ms")));
    }

    private static Task WriteBare(HandWrittenSqlite peer, Guid[] ids, int i)
    {
        string json = JsonSerializer.Serialize(SmallModel.Number(i));
        ids[i] = Guid.CreateVersion7();
        lock (peer)
        {
            peer.Insert(ids[i], json);
        }

        return Task.CompletedTask;
    }

    private static Task<SmallModel?> ReadBare(HandWrittenSqlite peer, Guid id)
    {
        string json;
        lock (peer)
        {
            json = peer.Select(id)!;
        }

        return Task.FromResult(JsonSerializer.Deserialize<SmallModel>(json));
    }
}

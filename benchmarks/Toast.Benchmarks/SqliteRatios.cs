using System.Text.Json;
using Toast.Benchmarks.Load;
using Toast.Benchmarks.Peers;
using Toast.Benchmarks.Reports;

namespace Toast.Benchmarks;

/// <summary>Dumps to SQLite against a person's own code on the same driver, with the same durability.</summary>
internal static class SqliteRatios
{
    private const int InFlight = 256;
    private const int Rounds = 5;

    public static async Task AddAsync(List<Row> rows, List<string> notes, int scale)
    {
        int batched = 102_400 / scale;
        int single = 2_000 / scale;
        var dumps = new List<double>();
        var singles = new List<double>();
        var loops = new List<double>();
        var loneDumps = new List<double>();
        var loneInserts = new List<double>();
        for (int round = 0; round <= Rounds; round++)
        {
            using var folder = new TemporaryFolder();
            await using IToast toast = Ratios.Open($"sqlite:///{folder.File("toast.db")}");
            using var transactions = new HandWrittenSqlite(folder.File("single.db"));
            using var loop = new HandWrittenSqlite(folder.File("loop.db"));
            (Measured lone, Measured loneInsert) = await Driver.RunInTurnAsync(
                single, i => toast.DumpAsync(SmallModel.Number(i)), i => Insert(transactions, i));
            Measured many = await Driver.RunAsync(batched, InFlight, i => toast.DumpAsync(SmallModel.Number(i)));
            Measured loopRun = await Driver.RunAsync(batched / InFlight, 1, i => InsertMany(loop, i));
            if (round == 0)
            {
                continue; // Warm-up: both sides are compiled and their files exist.
            }

            dumps.Add(many.PerSecond);
            singles.Add(loneInsert.PerSecond);
            loops.Add(loopRun.PerSecond * InFlight);
            loneDumps.Add(lone.Median);
            loneInserts.Add(loneInsert.Median);
        }

        Add("dump, 256 in flight", "one transaction a record, Microsoft.Data.Sqlite", dumps, singles, 8, true, "/s");
        Add("dump, 256 in flight", "hand-written loop of batched transactions of 256 rows", dumps, loops, 0.6, true, "/s");
        Add("dump, 1 in flight, median", "the same hand-written single insert", loneDumps, loneInserts, 1.3, false, " µs");
        notes.Add("The hand-written sides serialise the same model with JsonSerializer and bind the same columns; all sides use WAL and synchronous = FULL.");

        void Add(string what, string against, List<double> own, List<double> peer, double asked, bool atLeast, string unit) => rows.Add(new Row(
            what,
            against,
            Ratios.MedianOf(own.Zip(peer, (a, b) => a / b)),
            asked,
            atLeast,
            $"{Ratios.MedianOf(own):N0}{unit} against {Ratios.MedianOf(peer):N0}{unit}"));
    }

    private static Task Insert(HandWrittenSqlite peer, int i)
    {
        peer.Insert(Guid.CreateVersion7(), JsonSerializer.Serialize(SmallModel.Number(i)));
        return Task.CompletedTask;
    }

    private static Task InsertMany(HandWrittenSqlite peer, int batch)
    {
        peer.InsertMany(Enumerable.Range(batch * InFlight, InFlight).Select(i => (Guid.CreateVersion7(), JsonSerializer.Serialize(SmallModel.Number(i)))));
        return Task.CompletedTask;
    }
}

using System.Globalization;
using System.Text.Json;
using Toast.Benchmarks.Load;
using Toast.Benchmarks.Peers;
using Toast.Benchmarks.Reports;
using Toast.Servers;

namespace Toast.Benchmarks;

/// <summary>Dumps and validates on a PostgreSQL server of its own, against what people write by hand; the server's durability settings are its defaults.</summary>
internal static class PostgresRatios
{
    private const int InFlight = 256;
    private const int Rounds = 5;

    public static async Task<int> RunAsync(bool quick)
    {
        int scale = quick ? 4 : 1;
        await using PostgresServer server = await PostgresServer.StartAsync();
        await using TcpProxy wire = await TcpProxy.StartAsync(server.Host, server.Port);
        await using HandWrittenPostgres hand = await HandWrittenPostgres.OpenAsync(server.ConnectionString());
        await using var entities = new EntityFrameworkPostgres(server.ConnectionString());
        await entities.PrepareAsync();
        var pools = new PoolPerOperation(server.ConnectionString());
        await using IToast toast = Ratios.Open(server.Url());
        var sides = new Sides();
        for (int round = 0; round <= Rounds; round++)
        {
            if (round == 1)
            {
                // The first round was for warming up.
                sides = new Sides();
            }

            await MeasureAsync(toast, hand, entities, pools, sides, scale);
        }

        var rows = new List<Row>
        {
            sides.Compare("dump, 256 in flight", "dump", "Npgsql, one prepared upsert a record, a pool of 20", "upsert", 4, true, "/s"),
            sides.Compare("dump, 256 in flight", "dump", "a hand-written unnest batch of the same rows, 256 in flight", "unnest", 0.75, true, "/s"),
            sides.Compare("dump, 256 in flight", "dump", "EF Core, pooled contexts, one SaveChanges a record", "ef", 8, true, "/s"),
            sides.Compare("dump, 1 in flight, median", "lone dump", "Npgsql, one prepared upsert", "lone upsert", 1.25, false, " µs"),
            sides.Compare("validate, 256 in flight", "validate", "Npgsql, one prepared select a record, a pool of 20", "select", 2, true, "/s"),
            sides.Compare("dump, 1 in flight", "lone dump rate", "a pool of ten opened, two DDL statements, one query, closed, for each record", "pools", 50, true, "/s"),
        };
        await TailRows.AddAsync(rows, toast, hand, scale);
        var notes = new List<string>();
        await SizeRows.AddAsync(notes, toast, hand.InsertAsync, hand.SelectAsync, scale);
        await WireRows.AddAsync(notes, $"postgresql://{server.User}:{server.Password}@{wire.Host}:{wire.Port}/postgres", wire, scale);
        notes.Add(string.Create(CultureInfo.InvariantCulture, $"The hand-written unnest batch with three batches on their way, so 768 rows in flight: {sides.MedianOf("unnest, 768"):N0}/s."));
        notes.Add("Both sides serialise the same model; the hand-written ones with JsonSerializer.SerializeToUtf8Bytes. All use one server with its default durability (fsync, synchronous_commit).");
        await Report.SaveAsync(quick ? "postgres-quick" : "postgres", Report.Table("PostgreSQL", rows, notes));
        return rows.All(row => row.Holds) ? 0 : 1;
    }

    private static async Task MeasureAsync(
        IToast toast, HandWrittenPostgres hand, EntityFrameworkPostgres entities, PoolPerOperation pools, Sides sides, int scale)
    {
        int many = 25_600 / scale, single = 5_120 / scale, lone = 1_000 / scale;
        var references = new ExternalReference[many];
        var ids = new Guid[many];
        sides.Add("dump", (await Driver.RunAsync(many, InFlight, async i => references[i] = await toast.DumpAsync(SmallModel.Number(i)))).PerSecond);
        sides.Add("upsert", (await Driver.RunAsync(single, InFlight, i => hand.InsertAsync(ids[i] = Guid.CreateVersion7(), Json(i)))).PerSecond);
        sides.Add("unnest", (await Driver.RunAsync(many / InFlight, 1, batch => InsertManyAsync(hand, batch))).PerSecond * InFlight);
        sides.Add("unnest, 768", (await Driver.RunAsync(many / InFlight, 3, batch => InsertManyAsync(hand, batch))).PerSecond * InFlight);
        sides.Add("ef", (await Driver.RunAsync(single, InFlight, i => entities.InsertAsync(SmallModel.Number(i)))).PerSecond);
        (Measured dump, Measured upsert) = await Driver.RunInTurnAsync(
            lone, i => toast.DumpAsync(SmallModel.Number(i)), i => hand.InsertAsync(Guid.CreateVersion7(), Json(i)));
        sides.Add("lone dump", dump.Median);
        sides.Add("lone upsert", upsert.Median);
        sides.Add("lone dump rate", dump.PerSecond);
        sides.Add("pools", (await Driver.RunAsync(24 / Math.Min(scale, 2), 1, i => pools.InsertAsync(Guid.CreateVersion7(), Json(i)))).PerSecond);
        sides.Add("validate", (await Driver.RunAsync(many, InFlight, i => toast.ValidateAsync<SmallModel>(references[i]))).PerSecond);
        sides.Add("select", (await Driver.RunAsync(single, InFlight, async i => JsonSerializer.Deserialize<SmallModel>(await hand.SelectAsync(ids[i])))).PerSecond);
    }

    private static byte[] Json(int i) => JsonSerializer.SerializeToUtf8Bytes(SmallModel.Number(i));

    private static Task InsertManyAsync(HandWrittenPostgres hand, int batch)
    {
        int first = batch * InFlight;
        return hand.InsertManyAsync(
            [.. Enumerable.Range(0, InFlight).Select(_ => Guid.CreateVersion7())], [.. Enumerable.Range(first, InFlight).Select(Json)]);
    }
}

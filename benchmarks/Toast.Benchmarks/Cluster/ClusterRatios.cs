using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Orleans.Concurrency;
using Orleans.Configuration;
using Toast.Benchmarks.Load;
using Toast.Benchmarks.Peers;
using Toast.Benchmarks.Reports;
using Toast.Grains;
using Toast.Servers;

namespace Toast.Benchmarks.Cluster;

/// <summary>Dumps and validates through a cluster, against what people write with Orleans alone. Client, silos and PostgreSQL are processes of their own.</summary>
internal static class ClusterRatios
{
    private const int InFlight = 512;
    private const int WarmRecords = 1_000;
    private const int BulkRecords = 10_000;
    private const int Bulks = 8;
    private const int Rounds = 9;

    /// <summary>Until the runtime has compiled for good what a round runs, on both sides.</summary>
    private const int RoundsBefore = 12;

    public static async Task<int> RunAsync(bool quick)
    {
        int scale = quick ? 4 : 1;
        await using PostgresServer server = await PostgresServer.StartAsync();
        string clusterId = "bench" + Environment.ProcessId.ToString(CultureInfo.InvariantCulture);
        await using BenchSiloProcess silo = await BenchSiloProcess.StartAsync(server.Url(), clusterId);
        await using HandWrittenPostgres hand = await HandWrittenPostgres.OpenAsync(server.ConnectionString());
        using IHost client = await ConnectAsync(server, clusterId);
        IToast toast = client.Services.GetRequiredService<IToast>();
        IClusterClient grains = client.Services.GetRequiredService<IClusterClient>();
        var sides = new Sides();
        for (int round = 0; round < RoundsBefore + Rounds; round++)
        {
            if (round == RoundsBefore)
            {
                sides = new Sides();
            }

            // No grain is there at the start of a round, as if those of the round before had been idle for their time.
            await silo.AskAsync("forget");

            await MeasureAsync(toast, grains, hand, sides, scale);
        }

        var rows = new List<Row>
        {
            sides.Compare("dump of new records, 512 in flight", "new", "the same grain on Orleans' AdoNet persistence", "plain new", 6, true, "/s"),
            sides.Compare("dump of 1,000 warm records, 512 in flight", "warm", "the same grain on Orleans' AdoNet persistence", "plain warm", 7, true, "/s"),
            sides.Compare("validate of warm records, 512 in flight", "validate", "Npgsql, one prepared select a record, a pool of 20", "select", 8, true, "/s"),
            sides.Compare("validate of warm records, 512 in flight", "validate", "an empty grain call that answers with the same bytes", "echo", 0.8, true, "/s"),
            sides.Compare("bulk dump of 10,000", "bulk", "10,000 single dumps, 512 in flight", "singles", 1.5, true, "/s"),
        };
        var notes = new List<string> { await BytesOfIdleRecordAsync(toast, silo, quick ? 20_000 : 100_000) };
        notes.AddRange(await ScaleAndLoseAsync(toast, server.Url(), clusterId, silo, scale));
        notes.Add("The client and the silo collect garbage as servers do, which is what an ASP.NET Core app and Toast.Silo do.");
        notes.Add("Client, silo and PostgreSQL share two cores: what one of them saves, the others use. PostgreSQL with its default durability.");
        await client.StopAsync();
        await Report.SaveAsync(quick ? "cluster-quick" : "cluster", Report.Table("Cluster", rows, notes));
        return rows.All(row => row.Holds) ? 0 : 1;
    }

    private static async Task<IHost> ConnectAsync(PostgresServer server, string clusterId)
    {
        HostApplicationBuilder builder = Host.CreateApplicationBuilder();
        builder.Logging.ClearProviders();
        builder.UseOrleansClient(client =>
        {
            client.Configure<ClusterOptions>(options => (options.ClusterId, options.ServiceId) = (clusterId, "bench"));
            client.UseAdoNetClustering(options => (options.Invariant, options.ConnectionString) = (OrleansPostgres.Invariant, server.ConnectionString()));
            client.AddToastClient(app => app.AddModel<SmallModel>());
        });
        IHost host = builder.Build();
        await host.StartAsync();
        return host;
    }

    private static async Task MeasureAsync(IToast toast, IClusterClient grains, HandWrittenPostgres hand, Sides sides, int scale)
    {
        int many = 40_960 / scale, single = 5_120 / scale, reads = 204_800 / scale;
        Immutable<byte[]> data = new(JsonSerializer.SerializeToUtf8Bytes(SmallModel.Number(1)));
        sides.Add("new", await RateAsync(many, i => toast.DumpAsync(SmallModel.Number(i))));
        sides.Add("plain new", await RateAsync(single, _ => grains.GetGrain<IPlainRecordGrain>(Guid.CreateVersion7(), nameof(SmallModel)).SetAsync(data)));

        var references = new ExternalReference[WarmRecords];
        var plain = new IPlainRecordGrain[WarmRecords];
        var ids = new Guid[WarmRecords];
        await RateAsync(WarmRecords, async i => references[i] = await toast.DumpAsync(SmallModel.Number(i)));
        await RateAsync(WarmRecords, i => toast.ValidateAsync<SmallModel>(references[i]));
        await RateAsync(WarmRecords, i => (plain[i] = grains.GetGrain<IPlainRecordGrain>(Guid.CreateVersion7(), nameof(SmallModel))).SetAsync(data));
        await RateAsync(WarmRecords, i => hand.InsertAsync(ids[i] = Guid.CreateVersion7(), data.Value));
        sides.Add("warm", await RateAsync(many, i => toast.DumpAsync(SmallModel.Number(i), references[i % WarmRecords])));
        sides.Add("plain warm", await RateAsync(single, i => plain[i % WarmRecords].SetAsync(data)));

        IEchoGrain[] echoes = [.. ids.Select(id => grains.GetGrain<IEchoGrain>(id, nameof(SmallModel)))];
        await RateAsync(WarmRecords, i => echoes[i].GetAsync());
        sides.Add("validate", await RateAsync(reads, i => toast.ValidateAsync<SmallModel>(references[i % WarmRecords])));
        sides.Add("echo", await RateAsync(reads, i => echoes[i % WarmRecords].GetAsync()));
        sides.Add("select", await RateAsync(single * 4, async i => JsonSerializer.Deserialize<SmallModel>(await hand.SelectAsync(ids[i % WarmRecords]))));

        await MeasureBulksAsync(toast, sides);
    }

    /// <summary>Bulks and as many single dumps in turn, so that a slow moment of the machine meets both.</summary>
    private static async Task MeasureBulksAsync(IToast toast, Sides sides)
    {
        double singly = 0, together = 0;
        for (int turn = 0; turn < Bulks; turn++)
        {
            SmallModel[] models = NewModels();
            singly += BulkRecords / await RateAsync(BulkRecords, i => toast.DumpAsync(models[i]));

            SmallModel[] bulk = NewModels();
            long start = Stopwatch.GetTimestamp();
            IReadOnlyList<DumpResult> results = await toast.DumpManyAsync(bulk);
            together += Stopwatch.GetElapsedTime(start).TotalSeconds;
            if (results.Any(result => !result.Succeeded))
            {
                throw new InvalidOperationException("A bulk did not write all of its records.");
            }
        }

        sides.Add("singles", Bulks * BulkRecords / singly);
        sides.Add("bulk", Bulks * BulkRecords / together);
    }

    private static SmallModel[] NewModels() => [.. Enumerable.Range(0, BulkRecords).Select(SmallModel.Number)];

    private static async Task<double> RateAsync(int operations, Func<int, Task> operation) => (await Driver.RunAsync(operations, InFlight, operation)).PerSecond;

    private static async Task<string> BytesOfIdleRecordAsync(IToast toast, BenchSiloProcess silo, int records)
    {
        await silo.AskAsync("forget");
        long before = long.Parse(await silo.AskAsync("memory"), CultureInfo.InvariantCulture);
        var references = new ExternalReference[records];
        await RateAsync(records, async i => references[i] = await toast.DumpAsync(SmallModel.Number(i)));
        await RateAsync(records, i => toast.ValidateAsync<SmallModel>(references[i]));
        long held = long.Parse(await silo.AskAsync("memory"), CultureInfo.InvariantCulture);
        await silo.AskAsync("forget");
        long after = long.Parse(await silo.AskAsync("memory"), CultureInfo.InvariantCulture);
        return string.Create(
            CultureInfo.InvariantCulture,
            $"An idle warm record of {JsonSerializer.SerializeToUtf8Bytes(SmallModel.Number(1)).Length} bytes holds {(held - before) / records:N0} bytes of the silo; {records:N0} of them leave {(after - before) / 1048576.0:0.0} MiB behind once collected.");
    }

    private static async Task<IReadOnlyList<string>> ScaleAndLoseAsync(IToast toast, string url, string clusterId, BenchSiloProcess first, int scale)
    {
        int many = 20_480 / scale;
        double one = await RateAsync(many, i => toast.DumpAsync(SmallModel.Number(i)));
        await using BenchSiloProcess second = await BenchSiloProcess.StartAsync(url, clusterId);

        // The client looks for new gateways every ten seconds.
        await Task.Delay(TimeSpan.FromSeconds(15));
        await RateAsync(many, i => toast.DumpAsync(SmallModel.Number(i)));
        double two = await RateAsync(many, i => toast.DumpAsync(SmallModel.Number(i)));
        var references = new ExternalReference[WarmRecords];
        await RateAsync(WarmRecords, async i => references[i] = await toast.DumpAsync(SmallModel.Number(i)));
        long killed = Stopwatch.GetTimestamp();
        await second.KillAsync();
        await RateAsync(WarmRecords, i => toast.ValidateAsync<SmallModel>(references[i], new ValidateOptions { Timeout = TimeSpan.FromSeconds(30) }));
        TimeSpan pause = Stopwatch.GetElapsedTime(killed);
        _ = first;
        return
        [
            string.Create(CultureInfo.InvariantCulture, $"Dumps of new records: {one:N0}/s on one silo, {two:N0}/s on two, on {Environment.ProcessorCount} cores."),
            string.Create(CultureInfo.InvariantCulture, $"From SIGKILL of one of two silos until all of {WarmRecords:N0} records were validated again: {pause.TotalSeconds:0.0} s."),
        ];
    }
}

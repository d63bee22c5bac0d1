using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Toast.Benchmarks.Load;
using Toast.Benchmarks.Reports;
using Toast.Servers;

namespace Toast.Benchmarks.Http;

/// <summary>The record server, as it is shipped, against endpoints that people write by hand. Load, servers, peers and PostgreSQL are processes of their own.</summary>
internal static class HttpRatios
{
    private const int Connections = 256;
    private const int WarmRecords = 1_000;
    private const string Postgres = "PostgreSQL";
    private const string Sqlite = "SQLite";
    private const string Posts = "POST, 256 connections";

    /// <summary>The engines that a server may have, as the setting Toast:Cluster:Mode names them.</summary>
    private static readonly (string Name, string Mode)[] Engines =
#if CLUSTER
        [("cluster of one silo", "local"), ("embedded engine", "none")];
#else
        [("embedded engine", "none")];
#endif

    public static async Task<int> RunAsync(bool quick)
    {
        (int before, int rounds, double seconds) = quick ? (4, 3, 0.7) : (6, 5, 2);
        using var folder = new TemporaryFolder();
        await using PostgresServer database = await PostgresServer.StartAsync();
        await using ServerProcess peers = await ServerProcess.StartPeersAsync(database.ConnectionString(), folder.File("peer.db"));
        await using LoadProcess load = LoadProcess.Start();
        await using var servers = new Servers();
        var steps = new List<(string Side, Func<Task<double>> Run)>();
        Add("get", peers, Connections, [HttpRequests.Get(PeerServer.Same)]);
        Add(Postgres, peers, Connections, HttpRequests.Posts(PeerServer.Postgres));
        Add(Sqlite, peers, Connections, HttpRequests.Posts(PeerServer.Sqlite));
        foreach ((string engine, string mode) in Engines)
        {
            foreach ((string store, string url) in new[] { (Postgres, database.Url()), (Sqlite, $"sqlite:///{folder.File(mode + ".db")}") })
            {
                ServerProcess server = await servers.StartAsync(url, mode);
                if (store == Sqlite)
                {
                    Add($"get {engine}", server, Connections, [.. (await StoreAsync(server)).Select(HttpRequests.Get)]);
                }

                Add($"{store} {engine}", server, Connections, HttpRequests.Posts(HttpRequests.Class));
                Add($"{store} {engine}, in turn", server, 1, HttpRequests.Posts(HttpRequests.Class));
                Add($"{store} {engine}, batch", server, 1, [HttpRequests.Batch()], HttpRequests.BatchLines);
            }
        }

        var sides = new Sides();
        for (int round = 0; round < before + rounds; round++)
        {
            if (round == before)
            {
                // Those before were for warming up: the runtime compiles for good what is used much, and takes its time.
                sides = new Sides();
            }

            // Once in this order, once in the other, so that whoever comes first or last is not always the same.
            foreach ((string side, Func<Task<double>> run) in round % 2 == 0 ? steps : Enumerable.Reverse(steps))
            {
                sides.Add(side, await run());
            }
        }

        var rows = new List<Row>();
        var notes = new List<string>();
        foreach ((string engine, _) in Engines)
        {
            AddRows(rows, notes, sides, engine);
        }

        notes.AddRange(await IdleConnections.MeasureAsync(quick ? 2_000 : 10_000));
        notes.Add("Load, servers, peers and PostgreSQL share two cores: what one of them saves, the others use. Servers and peers collect garbage as servers do.");
        notes.Add("PostgreSQL with its default durability and pools of 20 on both sides; SQLite in WAL with synchronous = FULL on both sides. The peers check nothing of what they are sent.");
        await Report.SaveAsync(quick ? "http-quick" : "http", Report.Table("Records over HTTP", rows, notes));
        return rows.All(row => row.Holds) ? 0 : 1;

        void Add(string side, ServerProcess server, int connections, IReadOnlyList<string> requests, int each = 1) =>
            steps.Add((side, async () => each * await load.RunAsync(new LoadOrder(server.Port, connections, seconds, requests))));
    }

    private static void AddRows(List<Row> rows, List<string> notes, Sides sides, string engine)
    {
        rows.Add(sides.Compare($"GET of warm records, 256 connections, {engine}", $"get {engine}", "an empty minimal-API endpoint that answers with the same bytes", "get", 0.5, true, "/s"));
        rows.Add(sides.Compare($"{Posts}, {Postgres}, {engine}", $"{Postgres} {engine}", "a minimal-API endpoint, one prepared Npgsql upsert a request", Postgres, 3, true, "/s"));
        rows.Add(sides.Compare($"{Posts}, {Sqlite}, {engine}", $"{Sqlite} {engine}", "a minimal-API endpoint, one SQLite transaction a request", Sqlite, 4, true, "/s"));
        foreach (string store in new[] { Postgres, Sqlite })
        {
            string side = $"{store} {engine}", batch = $"{side}, batch", turn = $"{side}, in turn";
            rows.Add(sides.Compare($"batches of 1,000 lines, a record, {store}, {engine}", batch, "POST one by one on one connection", turn, 3, true, "/s"));
            notes.Add(string.Create(
                CultureInfo.InvariantCulture,
                $"Records a second in batches on one connection, against POST on 256, {store}, {engine}: {sides.MedianOf(batch) / sides.MedianOf(side):0.0} times."));
        }
    }

    /// <summary>Stores the records to read and gives their paths. A batch that works as asked is proved on the way.</summary>
    private static async Task<IReadOnlyList<string>> StoreAsync(ServerProcess server)
    {
        using var client = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{server.Port}") };
        string lines = string.Concat(Enumerable.Range(0, WarmRecords).Select(i => HttpRequests.Model(i) + "\n"));
        using var body = new StringContent(lines, Encoding.UTF8, new MediaTypeHeaderValue("application/x-ndjson"));
        using HttpResponseMessage answer = await client.PostAsync(HttpRequests.Class + "/batch", body);
        string[] references = (await answer.Content.ReadAsStringAsync()).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        string[] paths = [.. references.Select(line => JsonSerializer.Deserialize<ExternalReference>(line)!).Select(reference => $"{HttpRequests.Class}/{reference.Id:D}")];
        return paths.Length == WarmRecords && (await client.GetStringAsync(paths[1])).Length == HttpRequests.Model(1).Length
            ? paths
            : throw new InvalidOperationException("The server did not store the records.");
    }

    /// <summary>The record servers of a run.</summary>
    private sealed class Servers : IAsyncDisposable
    {
        private readonly List<ServerProcess> started = [];

        public async Task<ServerProcess> StartAsync(string url, string mode)
        {
            started.Add(await ServerProcess.StartToastAsync("--Toast:Store", url, "--Toast:Cluster:Mode", mode));
            return started[^1];
        }

        public async ValueTask DisposeAsync()
        {
            foreach (ServerProcess server in started)
            {
                await server.DisposeAsync();
            }
        }
    }
}

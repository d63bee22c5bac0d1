using BenchmarkDotNet.Running;
using Toast.Benchmarks;
using Toast.Benchmarks.Http;
using Toast.Benchmarks.Micro;

// ./bench                 the table of ratios (a few minutes)
// ./bench quick           the same with fewer operations
// ./bench postgres [quick]  the table of PostgreSQL, on a server of its own
// ./bench redis [quick]     the table of Redis, on a server of its own
// ./bench cluster [quick]   the table of the cluster, on silos and a PostgreSQL server of its own; only with Orleans
// ./bench http [quick]      the table of the record server over HTTP, on servers of its own
// ./bench soak            1,000,000 records dumped and validated; memory must stay flat
// ./bench micro [filter]  BenchmarkDotNet on the hot paths
string mode = args.Length > 0 ? args[0] : "ratios";
switch (mode)
{
    case "micro":
        BenchmarkSwitcher.FromAssembly(typeof(ReferenceBenchmarks).Assembly).Run(args.Length > 1 ? ["--artifacts", "benchmarks/results/micro", "--filter", args[1]] : ["--artifacts", "benchmarks/results/micro", "--filter", "*"]);
        return 0;
    case "soak":
        return await Soak.RunAsync(args.Length > 1 ? int.Parse(args[1], System.Globalization.CultureInfo.InvariantCulture) : 1_000_000);
    case "postgres":
        return await PostgresRatios.RunAsync(quick: args.Contains("quick"));
    case "redis":
        return await RedisRatios.RunAsync(quick: args.Contains("quick"));
    case "http":
        return await HttpRatios.RunAsync(quick: args.Contains("quick"));
    case LoadWorker.Mode:
        return await LoadWorker.RunAsync();
    case PeerServer.Mode:
        return await PeerServer.RunAsync(args[1], args[2]);
#if CLUSTER
    case "cluster":
        return await Toast.Benchmarks.Cluster.ClusterRatios.RunAsync(quick: args.Contains("quick"));
    case Toast.Benchmarks.Cluster.BenchSilo.Mode:
        return await Toast.Benchmarks.Cluster.BenchSilo.RunAsync(
            args[1], args[2], int.Parse(args[3], System.Globalization.CultureInfo.InvariantCulture), int.Parse(args[4], System.Globalization.CultureInfo.InvariantCulture));
#else
    case "cluster":
        await Console.Error.WriteLineAsync("The cluster is measured where Orleans restores; this build is without it.");
        return 2;
#endif
    case "ratios" or "quick":
        return await Ratios.RunAsync(quick: mode == "quick");
    default:
        await Console.Error.WriteLineAsync($"Unknown mode '{mode}'. Use ratios, quick, postgres, redis, cluster, http, soak or micro.");
        return 2;
}

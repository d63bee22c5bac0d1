using System.Globalization;

namespace Toast.Silo;

/// <summary>What the server prints when it serves. Scripts wait for the first line.</summary>
internal static class ReadyMessage
{
    public static async Task WriteAsync(TextWriter output, IEnumerable<string> addresses, SiloOptions options)
    {
        string[] known = [.. addresses];
        string store = options.AllStores.First(store => store.Key == options.StoreName).Value;
        await output.WriteLineAsync($"Toast is ready on {string.Join(" and ", known)} with records in {StorageUrl.Parse(store)}").ConfigureAwait(false);
        if (options.Cluster.Mode != ClusterMode.None)
        {
            await output.WriteLineAsync(Describe(options.Cluster)).ConfigureAwait(false);
        }

        if (options.ShowExamples && known.Length > 0)
        {
            await output.WriteLineAsync(Examples(known[0])).ConfigureAwait(false);
            if (options.Explorer)
            {
                await output.WriteLineAsync(Explorer(known[0])).ConfigureAwait(false);
            }
        }

        await output.FlushAsync().ConfigureAwait(false);
    }

    private static string Describe(ClusterSettings cluster)
    {
        string gateway = cluster.GatewayPort == 0 ? "no gateway for clients" : string.Create(CultureInfo.InvariantCulture, $"gateway {cluster.Address}:{cluster.GatewayPort}");
        string reach = cluster.IsLoopback ? "this machine only" : cluster.Tls is null ? "other machines, without TLS" : "other machines, with TLS";
        return string.Create(
            CultureInfo.InvariantCulture,
            $"Silo {cluster.Address}:{cluster.SiloPort} of cluster {cluster.ClusterId}, service {cluster.ServiceId}; {gateway}; reached from {reach}");
    }

    private static string Examples(string address) =>
        $$"""
        Try, in another terminal (Ctrl-C here ends the server):
          reference=$(curl -s {{address}}/records/UserProfile -H 'Content-Type: application/json' -d '{"name": "Alice", "age": 30}'); echo "$reference"
          curl -s {{address}}/records/UserProfile/$(echo "$reference" | grep -oE '[0-9a-f-]{36}')
          curl -s {{address}}/validate -H 'Content-Type: application/json' -d "$reference"
        """;

    private static string Explorer(string address) => $"Or look at what is stored, in a browser: {address}";
}

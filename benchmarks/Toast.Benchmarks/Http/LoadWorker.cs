using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Toast.Benchmarks.Http;

/// <summary>The load process itself.</summary>
internal static class LoadWorker
{
    public const string Mode = "http-load";

    /// <summary>Does each order and answers it with the answers a second, or with what went wrong, until its input ends.</summary>
    public static async Task<int> RunAsync()
    {
        while (await Console.In.ReadLineAsync() is { } line)
        {
            LoadOrder order = JsonSerializer.Deserialize<LoadOrder>(line)!;
            try
            {
                double rate = await RunAsync(order);
                await Console.Out.WriteLineAsync(rate.ToString("R", CultureInfo.InvariantCulture));
            }
            catch (Exception failure) when (failure is IOException or System.Net.Sockets.SocketException)
            {
                await Console.Out.WriteLineAsync(failure.Message.ReplaceLineEndings(" "));
            }
        }

        return 0;
    }

    private static async Task<double> RunAsync(LoadOrder order)
    {
        byte[][] requests = [.. order.Requests.Select(Encoding.UTF8.GetBytes)];
        var connections = new List<LoadConnection>();
        try
        {
            for (int i = 0; i < order.Connections; i++)
            {
                connections.Add(await LoadConnection.OpenAsync(order.Port, requests, (long)requests.Length * i / order.Connections));
            }

            long until = Stopwatch.GetTimestamp() + (long)(order.Seconds * Stopwatch.Frequency);
            long[] answers = await Task.WhenAll(connections.Select(connection => connection.RunAsync(until)));
            return answers.Sum() / order.Seconds;
        }
        finally
        {
            connections.ForEach(connection => connection.Dispose());
        }
    }
}

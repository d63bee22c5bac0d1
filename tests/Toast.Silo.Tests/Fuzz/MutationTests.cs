using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Toast.Silo.Tests.Fuzz;

/// <summary>
/// Good requests with bytes changed, left out, doubled and put in, in their headers and bodies. Whatever comes of it: no 5xx, an answer or an end within
/// seconds, and no record from a request that was refused. The seed is in each failure.
/// </summary>
public sealed partial class MutationTests(SiloServer server) : IClassFixture<SiloServer>
{
    private const int Rounds = 1_000;
    private const int Seed = 20_251_121;

    private static readonly string[] Pieces =
    [
        "\r\n", "\n", "\0", "{", "}", "[", "\"", "\\u0000", "\\ud800", ":", ",", "//", "1e9999", "-", "Content-Length: 5\r\n", "Transfer-Encoding: chunked\r\n",
        "Expect: 100-continue\r\n", "If-Match: *\r\n", "If-None-Match: \"\r\n", "Toast-TTL: 1e9\r\n", "Content-Encoding: gzip\r\n", "Accept: application/x-ndjson\r\n",
        "Connection: upgrade\r\nUpgrade: h2c\r\n", "é", "\u007F", "0\r\n\r\n",
    ];

    [Fact]
    public async Task Changed_requests_are_answered_or_cut_off_and_refused_ones_store_nothing()
    {
        var problems = new ConcurrentQueue<string>();
        await Parallel.ForAsync(0, Rounds, new ParallelOptions { MaxDegreeOfParallelism = 64 }, async (round, _) =>
        {
            if (await RunAsync(round) is { } problem)
            {
                problems.Enqueue(string.Create(CultureInfo.InvariantCulture, $"Seed {Seed}, round {round}: {problem}"));
            }
        });

        Assert.Empty(problems);
        Assert.EndsWith("\"next\":null}", await server.Client.GetStringAsync("/records/Note"), StringComparison.Ordinal);
    }

    private async Task<string?> RunAsync(int round)
    {
        var random = new Random(Seed + round);
        string className = string.Create(CultureInfo.InvariantCulture, $"Fuzz{round}");
        (string line, string rest) = RequestOf(random, className);
        byte[] request = [.. Encoding.Latin1.GetBytes(line), .. Mutate(Encoding.UTF8.GetBytes(rest), random)];
        using RawConnection connection = await RawConnection.OpenAsync(server.Address);
        try
        {
            await connection.SayAsync(request);
            Task<bool> hearing = connection.HearAsync(heard => heard.Contains("\r\n\r\n", StringComparison.Ordinal));
            if (await Task.WhenAny(hearing, Task.Delay(TimeSpan.FromSeconds(1))) != hearing)
            {
                // The server waits for more, as it should: some lengths are larger now.
                connection.EndSaying();
            }

            await hearing;
        }
        catch (IOException)
        {
            // Cut off while the request was sent.
        }
        catch (OperationCanceledException)
        {
            return $"no answer and no end: {Show(request)}";
        }

        int[] statuses = [.. Status().Matches(connection.Heard).Select(match => int.Parse(match.Groups[1].ValueSpan, CultureInfo.InvariantCulture))];
        if (statuses.Any(status => status >= 500 && status != 505))
        {
            return $"answered {string.Join(", ", statuses)}: {Show(request)}";
        }

        bool isRefused = statuses.Length > 0 && statuses.All(status => status >= 400);
        return isRefused && !(await server.Client.GetStringAsync($"/records/{className}")).StartsWith("{\"items\":[]", StringComparison.Ordinal)
            ? $"refused with {string.Join(", ", statuses)} and stored all the same: {Show(request)}"
            : null;
    }

    private static (string Line, string Remainder) RequestOf(Random random, string className)
    {
        const string data = """{"name":"Alice","n":[1,2.5e3,null,true],"o":{"x":"\u00e9"}}""";
        string path = $"/records/{className}/0198c1de-7c60-7d3a-9f0e-3c5f6a1b2c3d";
        string head(string body, string type) => $"Host: localhost\r\nContent-Type: {type}\r\nConnection: close\r\nContent-Length: {body.Length}\r\n";
        return random.Next(5) switch
        {
            0 => ($"POST /records/{className} HTTP/1.1\r\n", head(data, "application/json") + "Toast-TTL: 60\r\n\r\n" + data),
            1 => ($"PUT {path} HTTP/1.1\r\n", head(data, "application/json") + "If-None-Match: *\r\nToast-Schema-Version: 2\r\n\r\n" + data),
            2 => ($"POST /records/{className}/batch HTTP/1.1\r\n", head($"{data}\n{data}\n", "application/x-ndjson") + $"\r\n{data}\n{data}\n"),
            3 => ($"PUT {path} HTTP/1.1\r\n",
                $"Host: localhost\r\nContent-Type: application/json\r\nConnection: close\r\nTransfer-Encoding: chunked\r\n\r\n{data.Length:x}\r\n{data}\r\n0\r\n\r\n"),
            _ => ("POST /validate HTTP/1.1\r\n",
                "Host: localhost\r\nContent-Type: application/json\r\nConnection: close\r\nContent-Length: 72\r\n\r\n"
                + """{"class_name":"Nothing","id":"0198c1de-7c60-7d3a-9f0e-3c5f6a1b2c3d"}    """),
        };
    }

    private static byte[] Mutate(byte[] request, Random random)
    {
        List<byte> bytes = [.. request];
        for (int change = random.Next(1, 4); change > 0; change--)
        {
            int at = random.Next(bytes.Count);
            switch (random.Next(5))
            {
                case 0:
                    bytes[at] = (byte)random.Next(256);
                    break;
                case 1:
                    bytes.RemoveAt(at);
                    break;
                case 2:
                    bytes.Insert(at, bytes[at]);
                    break;
                case 3:
                    bytes.InsertRange(at, Encoding.UTF8.GetBytes(Pieces[random.Next(Pieces.Length)]));
                    break;
                default:
                    bytes.RemoveRange(at, Math.Min(random.Next(1, 20), bytes.Count - at));
                    break;
            }
        }

        return [.. bytes];
    }

    private static string Show(byte[] request) => Encoding.Latin1.GetString(request).Replace("\r", "\\r", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal);

    [GeneratedRegex("HTTP/1\\.1 (\\d{3})")]
    private static partial Regex Status();
}

using System.Globalization;
using System.Text;

namespace Toast.Silo.Tests.Fuzz;

/// <summary>Bodies of 100 MB, announced and not, against a process of its own whose memory is watched.</summary>
public sealed class LargeBodyTests : IDisposable
{
    private const long Body = 100L * 1024 * 1024;

    // The collector of a server takes its time; what counts is that memory does not follow the bodies, which are 2 GB together.
    private const long MostGrowth = 512L * 1024 * 1024;

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    [Trait("Behaviour", "B-409")]
    public async Task B_409_bodies_of_100_megabytes_are_refused_without_being_kept()
    {
        await using SiloProcess silo = await SiloProcess.StartAsync(
            folder.FullName, "--urls", "http://127.0.0.1:0", "--Toast:Store", SiloProcess.StoreIn(folder.FullName));
        using HttpResponseMessage created = await silo.Client.PostAsync("/records/Large", Json("{}"u8.ToArray()));
        long before = PeakOf(silo.Id);

        for (int round = 0; round < 10; round++)
        {
            foreach (bool isAnnounced in new[] { true, false })
            {
                int status = await SendAsync(silo.Client.BaseAddress!, isAnnounced);
                Assert.True(status is 413 or 0, $"The answer was {status}.");
            }
        }

        long grown = PeakOf(silo.Id) - before;
        Assert.True(grown < MostGrowth, $"The peak of memory grew by {grown / 1024 / 1024} MiB.");
        string listed = await silo.Client.GetStringAsync("/records/Large");
        Assert.Single(listed.Split("\"id\"")[1..]);
    }

    private static async Task<int> SendAsync(Uri address, bool isAnnounced)
    {
        using RawConnection connection = await RawConnection.OpenAsync(address);
        byte[] piece = Encoding.ASCII.GetBytes(new string('x', 64 * 1024));
        try
        {
            await connection.SayAsync(
                "POST /records/Large HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nConnection: close\r\n"
                + (isAnnounced ? $"Content-Length: {Body}\r\n\r\n" : "Transfer-Encoding: chunked\r\n\r\n"));
            for (long sent = 0; sent < Body; sent += piece.Length)
            {
                await connection.SayAsync(isAnnounced ? piece : [.. Encoding.ASCII.GetBytes($"{piece.Length:x}\r\n"), .. piece, 13, 10]);
            }
        }
        catch (IOException)
        {
            // Cut off, as it should be.
        }

        return (await connection.HearAllAsync()).Status;
    }

    private static ByteArrayContent Json(byte[] body)
    {
        var content = new ByteArrayContent(body);
        content.Headers.ContentType = new("application/json");
        return content;
    }

    /// <summary>The most memory that a process has had at once, in bytes.</summary>
    private static long PeakOf(int process)
    {
        string line = File.ReadLines($"/proc/{process}/status").First(line => line.StartsWith("VmHWM:", StringComparison.Ordinal));
        return 1024 * long.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[^2], CultureInfo.InvariantCulture);
    }
}

using System.Text;
using System.Text.Json;
using Toast.Benchmarks.Load;

namespace Toast.Benchmarks;

/// <summary>Larger records beside the bare driver: 10 KB, 100 KB and 5 MB of text.</summary>
internal static class SizeRows
{
    public static async Task AddAsync(
        List<string> notes, IToast toast, Func<Guid, byte[], Task> insert, Func<Guid, Task<byte[]>> select, int scale)
    {
        foreach ((string name, int size, int count, int inFlight) in new[] { ("10 KB", 10_000, 2_000, 32), ("100 KB", 100_000, 200, 8), ("5 MB", 5_000_000, 8, 2) })
        {
            int operations = Math.Max(inFlight, count / scale);
            string text = TextOf(size);
            byte[] json = JsonSerializer.SerializeToUtf8Bytes(text);
            IValues<string> values = toast.For<string>("bench");
            var references = new ExternalReference[operations];
            var ids = new Guid[operations];
            double[] dumps = new double[3], inserts = new double[3], validates = new double[3], selects = new double[3];
            for (int round = 0; round < dumps.Length; round++)
            {
                dumps[round] = (await Driver.RunAsync(operations, inFlight, async i => references[i] = await values.DumpAsync(text))).PerSecond;
                inserts[round] = (await Driver.RunAsync(operations, inFlight, i => insert(ids[i] = Guid.CreateVersion7(), json))).PerSecond;
                validates[round] = (await Driver.RunAsync(operations, inFlight, i => values.ValidateAsync(references[i]))).PerSecond;
                selects[round] = (await Driver.RunAsync(operations, inFlight, async i => JsonSerializer.Deserialize<string>(await select(ids[i])))).PerSecond;
            }

            notes.Add(string.Create(
                System.Globalization.CultureInfo.InvariantCulture,
                $"{name}, {inFlight} in flight: dump {Middle(dumps):N1}/s, bare driver {Middle(inserts):N1}/s (ratio {Middle(dumps) / Middle(inserts):0.00}); validate {Middle(validates):N1}/s, bare driver {Middle(selects):N1}/s (ratio {Middle(validates) / Middle(selects):0.00})."));
        }

        static double Middle(double[] figures) => Ratios.MedianOf(figures);
    }

    /// <summary>Text that does not compress to nothing.</summary>
    private static string TextOf(int size)
    {
        var random = new Random(7);
        var text = new StringBuilder(size);
        while (text.Length < size)
        {
            text.Append((char)('a' + random.Next(26)));
        }

        return text.ToString();
    }
}

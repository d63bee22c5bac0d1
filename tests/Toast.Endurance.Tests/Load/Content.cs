using System.Security.Cryptography;
using System.Text;

namespace Toast.Endurance.Tests.Load;

/// <summary>
/// What the records of the load hold: who wrote it, a counter, a text of random size, and a check sum over all of them, so that a mix of two
/// writes shows. Mutable, since a bound instance is changed and dumped again.
/// </summary>
public abstract class Content
{
    /// <summary>Unique for each write.</summary>
    public long Stamp { get; set; }

    public long Count { get; set; }

    public string Text { get; set; } = "";

    public List<int> Numbers { get; set; } = [];

    public long CheckSum { get; set; }

    /// <summary>Fills every member anew.</summary>
    internal void Fill(long stamp, long count, Random random)
    {
        Stamp = stamp;
        Count = count;
        Text = RandomText(random);
        Numbers = [.. Enumerable.Range(0, random.Next(0, 8)).Select(_ => random.Next())];
        CheckSum = Sum();
    }

    internal bool IsWhole() => CheckSum == Sum();

    private static string RandomText(Random random)
    {
        // Mostly small, sometimes larger than a page of the store or a packet of the network, seldom much larger.
        int length = random.Next(1000) switch
        {
            < 950 => random.Next(0, 400),
            < 997 => random.Next(4_000, 40_000),
            _ => random.Next(100_000, 400_000),
        };
        return string.Create(length, random.Next(), static (text, seed) =>
        {
            var letters = new Random(seed);
            for (int i = 0; i < text.Length; i++)
            {
                text[i] = (char)letters.Next('A', 'z');
            }
        });
    }

    private long Sum()
    {
        byte[] all = Encoding.UTF8.GetBytes($"{Stamp};{Count};{string.Join(',', Numbers)};{Text}");
        return BitConverter.ToInt64(SHA256.HashData(all));
    }
}

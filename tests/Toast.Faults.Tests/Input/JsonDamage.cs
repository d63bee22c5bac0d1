using System.Text;

namespace Toast.Faults.Tests.Input;

/// <summary>Small damage to valid texts: cut, doubled, swapped and foreign pieces, wrong shapes in place of values.</summary>
internal sealed class JsonDamage(Random random, IReadOnlyList<byte[]> seeds)
{
    private static readonly string[] Pieces =
    [
        "\"", "\\", "{", "}", "[", "]", ",", ":", "//", "/*", "*/", "'", "\n", "\0", "\uFEFF", "\\u0000", "\\ud83d", "\\ude00", "e", "-", ".", "0", "NaN",
        "null", "true", "{}", "[]", "1e9999", "1e999999999", "-0", "99999999999999999999", "\"\"", "[[[[[[[[", "\"class_name\":", "\"id\":",
        "\"class_name\":\"Account\",", "\"id\":\"01890a5d-ac96-774b-bcce-b302099a8057\",", "\"$type\":\"System.Diagnostics.Process\",", "\"$id\":\"1\",",
        "\"$ref\":\"1\",", "Account", "Household", "../", "Сlass", "{\"class_name\":\"Account\",\"id\":\"01890a5d-ac96-774b-bcce-b302099a8057\"}",
    ];

    private static readonly string[] Values =
    [
        "null", "true", "0", "-1.5", "1e400", "\"\"", "\"text\"", "[]", "{}", "[[]]", "{\"a\":{}}", "\"\\u0000\"", "\"00000000-0000-0000-0000-000000000000\"",
    ];

    public byte[] Next()
    {
        var bytes = new List<byte>(seeds[random.Next(seeds.Count)]);
        for (int times = random.Next(4); times > 0; times--)
        {
            Damage(bytes);
        }

        return [.. bytes];
    }

    private void Damage(List<byte> bytes)
    {
        int at = random.Next(bytes.Count + 1);
        int length = Math.Min(random.Next(1, 12), bytes.Count - at);
        switch (random.Next(7))
        {
            case 0:
                bytes.RemoveRange(at, length);
                break;
            case 1:
                bytes.InsertRange(at, Encoding.UTF8.GetBytes(Pieces[random.Next(Pieces.Length)]));
                break;
            case 2:
                bytes.InsertRange(random.Next(bytes.Count + 1), bytes.GetRange(at, length));
                break;
            case 3 when at < bytes.Count:
                bytes[at] = (byte)random.Next(256);
                break;
            case 4 when at < bytes.Count:
                bytes[at] ^= (byte)(1 << random.Next(8));
                break;
            case 5 when random.Next(10) == 0:
                bytes.RemoveRange(at, bytes.Count - at);
                break;
            default:
                ReplaceValue(bytes, at);
                break;
        }
    }

    /// <summary>Puts another value after a colon: the text stays JSON, and the member has the wrong kind.</summary>
    private void ReplaceValue(List<byte> bytes, int from)
    {
        int colon = bytes.IndexOf((byte)':', Math.Min(from, bytes.Count));
        int end = colon < 0 ? -1 : bytes.FindIndex(colon, static b => b is (byte)',' or (byte)'}');
        if (end > 0)
        {
            bytes.RemoveRange(colon + 1, end - colon - 1);
            bytes.InsertRange(colon + 1, Encoding.UTF8.GetBytes(Values[random.Next(Values.Length)]));
        }
    }
}

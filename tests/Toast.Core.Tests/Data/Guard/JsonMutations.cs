using System.Globalization;
using System.Text;

namespace Toast.Core.Tests.Data.Guard;

/// <summary>Small valid documents with all kinds of tokens, and small damage to their bytes.</summary>
internal sealed class JsonMutations(Random random)
{
    private static readonly string[] names = ["a", "b", "\\u0061", "", "é", "\\ud83d\\ude00", "😀", "\\\"", "long_name_with_text", "\\\\u0061"];

    private static readonly string[] scalars =
        ["null", "true", "false", "0", "-0", "12.50", "1e5", "-1E-3", "\"\"", "\"text\"", "\"\\u0000\\n\"", "\"\\ud83d\\ude00é\"", "\"😀\\/\""];

    private static readonly string[] spices =
    [
        "\"", "\\", "{", "}", "[", "]", ",", ":", "//", "/*", "*/", "'", "\n", "\0", "\uFEFF", "\u00A0", "\\u", "\\ud83d", "\\ude00", "e", "-", ".", "0",
        "NaN", "Infinity", "tru", "null", "1e9999", "\"a\":1,", "[[[[[[[[",
    ];

    public byte[] Next()
    {
        var json = new StringBuilder();
        WriteValue(json, 0);
        var bytes = new List<byte>(Encoding.UTF8.GetBytes(json.ToString()));
        for (int damage = random.Next(4); damage > 0; damage--)
        {
            Damage(bytes);
        }

        return [.. bytes];
    }

    private void WriteValue(StringBuilder json, int depth)
    {
        int members = depth > 6 ? 0 : random.Next(5);
        switch (random.Next(depth == 0 ? 8 : 4))
        {
            case 0 or 1 when depth > 0 || random.Next(10) == 0:
                json.Append(Pick(scalars));
                break;
            case 2 or 4:
                json.Append('[');
                for (int i = 0; i < members; i++)
                {
                    json.Append(i == 0 ? "" : Pick([",", " , ", ",\n"]));
                    WriteValue(json, depth + 1);
                }

                json.Append(']');
                break;
            default:
                json.Append('{');
                members = random.Next(20) == 0 ? 40 : members;
                for (int i = 0; i < members; i++)
                {
                    // Mostly distinct, so that most documents are valid before the damage.
                    string suffix = random.Next(30) == 0 ? "" : i.ToString(CultureInfo.InvariantCulture);
                    json.Append(i == 0 ? "" : ",").Append('"').Append(Pick(names)).Append(suffix).Append(Pick(["\":", "\" : ", "\"\r\n:"]));
                    WriteValue(json, depth + (members > 10 ? 7 : 1));
                }

                json.Append('}');
                break;
        }
    }

    private void Damage(List<byte> bytes)
    {
        int at = random.Next(bytes.Count + 1);
        int length = Math.Min(random.Next(1, 6), bytes.Count - at);
        switch (random.Next(6))
        {
            case 0:
                bytes.RemoveRange(at, length);
                break;
            case 1:
                bytes.InsertRange(at, Encoding.UTF8.GetBytes(Pick(spices)));
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
        }
    }

    private string Pick(string[] choices) => choices[random.Next(choices.Length)];
}

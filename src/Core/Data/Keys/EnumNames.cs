using System.Globalization;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.Json.Serialization;

namespace Toast.Data.Keys;

/// <summary>
/// The stored names of an enum: [JsonStringEnumMemberName] wins over the declared name. Of several names of one number the first declared is written
/// and all are read, which is how a renamed member stays readable. Names that could be mistaken for a number, for a flag set or for another member are
/// not used; such a member is stored as its number. Thread-safe.
/// </summary>
internal sealed class EnumNames<TEnum>
    where TEnum : struct, Enum
{
    private const string Separator = ", ";

    private readonly Dictionary<string, TEnum> values = new(StringComparer.Ordinal);
    private readonly Dictionary<TEnum, string> names = [];

    // Ascending by bits, without zero; empty if the enum is no flag set.
    private readonly (ulong Bits, string Name)[] flags = [];

    public EnumNames()
    {
        foreach (FieldInfo field in typeof(TEnum).GetFields(BindingFlags.Public | BindingFlags.Static))
        {
            string name = field.GetCustomAttribute<JsonStringEnumMemberNameAttribute>()?.Name ?? field.Name;
            var value = (TEnum)field.GetValue(null)!;
            if (name.Length > 0 && !name.Contains(',', StringComparison.Ordinal) && !TryParseNumber(name, out _) && values.TryAdd(name, value))
            {
                names.TryAdd(value, name);
            }
        }

        if (typeof(TEnum).IsDefined(typeof(FlagsAttribute), inherit: false))
        {
            flags = [.. names.Select(pair => (Bits: ToBits(pair.Key), Name: pair.Value)).Where(flag => flag.Bits != 0).OrderBy(flag => flag.Bits)];
        }
    }

    /// <summary>The name of a value or the names of a flag set; null if it has none and is written as a number.</summary>
    public string? Format(TEnum value) => names.TryGetValue(value, out string? name) ? name : FormatFlags(ToBits(value));

    /// <summary>Reads a name, or the names of a flag set in any order. Exact case, no white space except the one after each comma.</summary>
    public bool TryParse(string text, out TEnum value)
    {
        if (values.TryGetValue(text, out value))
        {
            return true;
        }

        if (flags.Length == 0 || !text.Contains(Separator, StringComparison.Ordinal))
        {
            return false;
        }

        ulong bits = 0;
        foreach (string name in text.Split(Separator))
        {
            if (!values.TryGetValue(name, out TEnum part))
            {
                return false;
            }

            bits |= ToBits(part);
        }

        value = FromBits(bits);
        return true;
    }

    public static string FormatNumber(TEnum value) => value.ToString("D");

    /// <summary>Reads a number in the range of the enum's underlying type, without leading zeros or plus.</summary>
    public static bool TryParseNumber(string text, out TEnum value)
    {
        value = default;
        return Int128.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _)
            && Enum.TryParse(text, ignoreCase: false, out value)
            && FormatNumber(value) == text;
    }

    private string? FormatFlags(ulong bits)
    {
        var parts = new Stack<string>();
        for (int i = flags.Length - 1; i >= 0 && bits != 0; i--)
        {
            if ((bits & flags[i].Bits) == flags[i].Bits)
            {
                bits &= ~flags[i].Bits;
                parts.Push(flags[i].Name);
            }
        }

        return bits == 0 && parts.Count > 0 ? string.Join(Separator, parts) : null;
    }

    private static ulong ToBits(TEnum value) => Unsafe.SizeOf<TEnum>() switch
    {
        1 => Unsafe.BitCast<TEnum, byte>(value),
        2 => Unsafe.BitCast<TEnum, ushort>(value),
        4 => Unsafe.BitCast<TEnum, uint>(value),
        _ => Unsafe.BitCast<TEnum, ulong>(value),
    };

    private static TEnum FromBits(ulong bits) => Unsafe.SizeOf<TEnum>() switch
    {
        1 => Unsafe.BitCast<byte, TEnum>((byte)bits),
        2 => Unsafe.BitCast<ushort, TEnum>((ushort)bits),
        4 => Unsafe.BitCast<uint, TEnum>((uint)bits),
        _ => Unsafe.BitCast<ulong, TEnum>(bits),
    };
}

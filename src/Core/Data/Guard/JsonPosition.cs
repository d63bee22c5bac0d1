using System.Globalization;

namespace Toast.Data.Guard;

/// <summary>A place in JSON text, as an editor counts: line and byte in the line both start at 1, and only line feeds end a line.</summary>
internal readonly record struct JsonPosition(long Line, long Byte)
{
    public static JsonPosition Of(ReadOnlySpan<byte> utf8, int offset)
    {
        ReadOnlySpan<byte> before = utf8[..Math.Min(offset, utf8.Length)];
        return new(before.Count((byte)'\n') + 1, before.Length - before.LastIndexOf((byte)'\n'));
    }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"line {Line}, byte {Byte}");
}

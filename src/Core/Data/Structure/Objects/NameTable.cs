using System.Diagnostics.CodeAnalysis;
using System.Text.Json;

namespace Toast.Data.Structure;

/// <summary>Finds members by their UTF-8 name. Members mostly come in the order they were written, so the next one is tried first.</summary>
internal sealed class NameTable
{
    private readonly byte[][] names;
    private readonly Dictionary<byte[], int>.AlternateLookup<ReadOnlySpan<byte>> lookup;

    public NameTable(byte[][] names)
    {
        this.names = names;
        var table = new Dictionary<byte[], int>(Utf8Comparer.Instance);
        for (int i = 0; i < names.Length; i++)
        {
            table.Add(names[i], i);
        }

        lookup = table.GetAlternateLookup<ReadOnlySpan<byte>>();
    }

    /// <summary>The index of the member whose name the reader stands on, or -1.</summary>
    public int Find(ref readonly Utf8JsonReader reader, int expected)
    {
        ReadOnlySpan<byte> name = reader.ValueSpan;
        if (reader.ValueIsEscaped)
        {
            return FindEscaped(in reader);
        }

        if (expected < names.Length && name.SequenceEqual(names[expected]))
        {
            return expected;
        }

        return lookup.TryGetValue(name, out int index) ? index : -1;
    }

    private int FindEscaped(ref readonly Utf8JsonReader reader)
    {
        // Unescaping never makes a text longer.
        int length = reader.ValueSpan.Length;
        Span<byte> plain = length <= 256 ? stackalloc byte[256] : new byte[length];
        return lookup.TryGetValue(plain[..reader.CopyString(plain)], out int index) ? index : -1;
    }

    private sealed class Utf8Comparer : IEqualityComparer<byte[]>, IAlternateEqualityComparer<ReadOnlySpan<byte>, byte[]>
    {
        public static readonly Utf8Comparer Instance = new();

        public bool Equals(byte[]? x, byte[]? y) => x.AsSpan().SequenceEqual(y);

        public int GetHashCode([DisallowNull] byte[] obj) => GetHashCode(obj.AsSpan());

        public byte[] Create(ReadOnlySpan<byte> alternate) => alternate.ToArray();

        public bool Equals(ReadOnlySpan<byte> alternate, byte[] other) => alternate.SequenceEqual(other);

        // Seeded by the runtime, so that names from outside cannot be made to collide.
        public int GetHashCode(ReadOnlySpan<byte> alternate)
        {
            var hash = default(HashCode);
            hash.AddBytes(alternate);
            return hash.ToHashCode();
        }
    }
}

using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace Toast.Data;

/// <summary>
/// Tells whether an instance still writes the same bytes. Only compared within this process, so no fixed algorithm is needed: two lanes of 64 bits,
/// each mixed by folded 128-bit multiplication with its own random keys (the construction of wyhash), so that contents meet neither by chance nor by
/// design.
/// </summary>
internal static class ContentHash
{
    private const int BlockSize = 2 * sizeof(ulong);

    /// <summary>Stands for the content of a restored instance that cannot change: whatever it writes is what it was restored with.</summary>
    public static readonly UInt128 Fixed = UInt128.MaxValue;

    private static readonly ulong[] Keys = MemoryMarshal.Cast<byte, ulong>(RandomNumberGenerator.GetBytes(6 * sizeof(ulong))).ToArray();

    public static UInt128 Of(ReadOnlySpan<byte> json)
    {
        ulong first = Keys[0] ^ (ulong)json.Length;
        ulong second = Keys[3] ^ (ulong)json.Length;
        while (json.Length >= BlockSize)
        {
            Mix(ref first, ref second, Read(json), Read(json[sizeof(ulong)..]));
            json = json[BlockSize..];
        }

        Span<byte> rest = stackalloc byte[BlockSize];
        rest.Clear();
        json.CopyTo(rest);
        Mix(ref first, ref second, Read(rest), Read(rest[sizeof(ulong)..]));
        return new UInt128(Fold(first ^ Keys[1], Keys[2] | 1), Fold(second ^ Keys[4], Keys[5] | 1));
    }

    /// <summary>True if an instance with a known content still has it.</summary>
    /// <param name="known">What it was bound with; null if that is not known.</param>
    /// <param name="now">The hash of what it writes now.</param>
    public static bool AreSame(UInt128? known, UInt128 now) => known == now || known == Fixed;

    private static void Mix(ref ulong first, ref ulong second, ulong low, ulong high)
    {
        first = Fold(low ^ Keys[1], high ^ Keys[2] ^ first);
        second = Fold(high ^ Keys[4], low ^ Keys[5] ^ second);
    }

    private static ulong Fold(ulong a, ulong b)
    {
        ulong high = Math.BigMul(a, b, out ulong low);
        return high ^ low;
    }

    private static ulong Read(ReadOnlySpan<byte> bytes) => BinaryPrimitives.ReadUInt64LittleEndian(bytes);
}

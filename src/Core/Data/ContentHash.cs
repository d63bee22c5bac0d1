using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace Toast.Data;

/// <summary>Tells whether an instance still writes the same bytes. 128 bits of SHA-256: no two contents ever meet by chance.</summary>
internal static class ContentHash
{
    public static UInt128 Of(ReadOnlySpan<byte> json)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(json, hash);
        return MemoryMarshal.Read<UInt128>(hash);
    }
}

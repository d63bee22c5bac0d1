using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace Toast;

/// <summary>Makes ids for writes. They only have to be unique, so a random half for the process and a counter are enough.</summary>
internal static class WriteIds
{
    private static readonly ulong Process = MemoryMarshal.Read<ulong>(RandomNumberGenerator.GetBytes(sizeof(ulong)));

    private static ulong last;

    public static Guid New()
    {
        Span<ulong> halves = [Process, Interlocked.Increment(ref last)];
        return MemoryMarshal.Read<Guid>(MemoryMarshal.AsBytes(halves));
    }
}

using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Toast;

/// <summary>
/// Makes version 7 UUIDs (RFC 9562, section 5.7): 48 bits of milliseconds, 12 bits of the millisecond's fraction (section 6.2, method 3), then 62 random bits.
/// With the fraction, ids come in the order in which they are made, also those of one millisecond, and a store's index grows at its end: with random ids
/// PostgreSQL looks for the place of each among those of the last milliseconds. The random bits come from the system's generator, taken in blocks: asking it
/// for each id costs a system call, which is a good part of what a small dump costs.
/// </summary>
internal static class RecordIds
{
    private const int BytesPerId = 8;
    private const int BlockSize = 128 * BytesPerId;

    [ThreadStatic]
    private static byte[]? block;

    [ThreadStatic]
    private static int used;

    public static Guid New(TimeProvider time)
    {
        Span<byte> id = stackalloc byte[16];
        DateTimeOffset now = time.GetUtcNow();
        long fraction = now.UtcTicks % TimeSpan.TicksPerMillisecond * 4096 / TimeSpan.TicksPerMillisecond;
        BinaryPrimitives.WriteInt64BigEndian(id, (now.ToUnixTimeMilliseconds() << 16) | 0x7000 | fraction);
        TakeRandom(id[8..]);
        id[8] = (byte)(0x80 | (id[8] & 0x3f));
        return new Guid(id, bigEndian: true);
    }

    private static void TakeRandom(Span<byte> destination)
    {
        byte[] random = block ??= new byte[BlockSize];
        if (used == 0 || used + BytesPerId > BlockSize)
        {
            RandomNumberGenerator.Fill(random);
            used = 0;
        }

        random.AsSpan(used, BytesPerId).CopyTo(destination);

        // What was given away is not kept: a dump of the memory must not show ids of the past as ids to come.
        random.AsSpan(used, BytesPerId).Clear();
        used += BytesPerId;
    }
}

using System.Buffers;
using System.Buffers.Binary;

namespace Toast.Client.Wire;

/// <summary>
/// Records one behind the other, as the answer to a <see cref="WarmCall"/>: for each id a byte that says whether there is one, then its numbers, little
/// endian, and its data. Plain bytes, since with hundreds of records a message the codec of each would cost more than the records.
/// </summary>
internal static class PackedRecords
{
    /// <summary>How much one answer holds: less than what the runtime would put among the large objects.</summary>
    public const int MaxBytes = 80_000;

    private const byte Absent = 0;
    private const byte Present = 1;
    private const int IdBytes = 16;
    private const int HeadBytes = 1 + (4 * sizeof(long)) + (2 * sizeof(int)) + IdBytes;

    public static byte[] PackIds(IReadOnlyList<RecordKey> keys)
    {
        byte[] packed = new byte[keys.Count * IdBytes];
        for (int i = 0; i < keys.Count; i++)
        {
            keys[i].Id.TryWriteBytes(packed.AsSpan(i * IdBytes));
        }

        return packed;
    }

    public static int CountIds(byte[] packed) => packed.Length / IdBytes;

    public static Guid IdAt(byte[] packed, int index) => new(packed.AsSpan(index * IdBytes, IdBytes));

    /// <summary>Adds a record; one that is null, or does not fit any more, as absent.</summary>
    public static void Add(ArrayBufferWriter<byte> packed, WireRecord? record)
    {
        if (record is null || packed.WrittenCount + HeadBytes + record.Data.Length > MaxBytes)
        {
            packed.GetSpan(1)[0] = Absent;
            packed.Advance(1);
            return;
        }

        Span<byte> head = packed.GetSpan(HeadBytes + record.Data.Length);
        head[0] = Present;
        BinaryPrimitives.WriteInt64LittleEndian(head[1..], record.Version);
        BinaryPrimitives.WriteInt64LittleEndian(head[9..], record.Created.UtcTicks);
        BinaryPrimitives.WriteInt64LittleEndian(head[17..], record.Updated.UtcTicks);
        BinaryPrimitives.WriteInt64LittleEndian(head[25..], record.Expires?.UtcTicks ?? 0);
        BinaryPrimitives.WriteInt32LittleEndian(head[33..], record.SchemaVersion);
        BinaryPrimitives.WriteInt32LittleEndian(head[37..], record.Data.Length);
        record.WriteId.TryWriteBytes(head[41..]);
        record.Data.Span.CopyTo(head[HeadBytes..]);
        packed.Advance(HeadBytes + record.Data.Length);
    }

    /// <summary>The records of an answer, one for each key in order; null for an absent one.</summary>
    /// <exception cref="ArgumentException">The answer is not one to these keys.</exception>
    public static StoredRecord?[] Unpack(ReadOnlyMemory<byte> packed, IReadOnlyList<RecordKey> keys)
    {
        var records = new StoredRecord?[keys.Count];
        try
        {
            for (int i = 0; i < records.Length; i++)
            {
                records[i] = Take(ref packed, keys[i]);
            }
        }
        catch (IndexOutOfRangeException)
        {
            throw new ArgumentException("The answer ends too early.", nameof(packed));
        }

        return packed.IsEmpty ? records : throw new ArgumentException("The answer goes on behind its end.", nameof(packed));
    }

    private static StoredRecord? Take(ref ReadOnlyMemory<byte> packed, RecordKey key)
    {
        ReadOnlySpan<byte> head = packed.Span;
        if (head[0] == Absent)
        {
            packed = packed[1..];
            return null;
        }

        int length = BinaryPrimitives.ReadInt32LittleEndian(head[37..]);
        long expires = BinaryPrimitives.ReadInt64LittleEndian(head[25..]);
        var record = new StoredRecord
        {
            Key = key,
            Data = packed.Slice(HeadBytes, length),
            Version = BinaryPrimitives.ReadInt64LittleEndian(head[1..]),
            SchemaVersion = BinaryPrimitives.ReadInt32LittleEndian(head[33..]),
            Created = TimeAt(BinaryPrimitives.ReadInt64LittleEndian(head[9..])),
            Updated = TimeAt(BinaryPrimitives.ReadInt64LittleEndian(head[17..])),
            Expires = expires == 0 ? null : TimeAt(expires),
            WriteId = new Guid(head.Slice(41, IdBytes)),
        };
        packed = packed[(HeadBytes + length)..];
        return record;
    }

    private static DateTimeOffset TimeAt(long utcTicks) => new(utcTicks, TimeSpan.Zero);
}

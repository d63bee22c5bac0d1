using System.Buffers.Text;

namespace Toast.Redis;

/// <summary>Reads values: a head of fixed order, then the data. See <see cref="Scripts"/>.</summary>
internal static class Envelope
{
    /// <summary>Reads a whole value.</summary>
    /// <returns>The record, or null if the value is none.</returns>
    public static StoredRecord? Read(RecordKey key, ReadOnlyMemory<byte> value)
    {
        ReadOnlySpan<byte> rest = value.Span;
        if (ReadHead(key, ref rest) is not { } head || rest.Length < 2 || rest[^1] != (byte)'}')
        {
            return null;
        }

        return head with { Data = value.Slice(value.Length - rest.Length, rest.Length - 1) };
    }

    /// <summary>Reads the first bytes of a value.</summary>
    /// <returns>The record without its data, or null if they are no head.</returns>
    public static StoredRecord? ReadHead(RecordKey key, ReadOnlySpan<byte> beginning) => ReadHead(key, ref beginning);

    /// <summary>A time as scripts give it.</summary>
    public static DateTimeOffset TimeOf(long microseconds) => DateTimeOffset.UnixEpoch.AddTicks(microseconds * TimeSpan.TicksPerMicrosecond);

    /// <summary>A time as scripts take it.</summary>
    public static long MicrosecondsOf(DateTimeOffset time) => (time - DateTimeOffset.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond;

    /// <summary>The value of a record whose version and times are already decided.</summary>
    public static byte[] Write(StoredRecord record)
    {
        string expires = record.Expires is { } time ? MicrosecondsOf(time).ToString(System.Globalization.CultureInfo.InvariantCulture) : "null";
        string head = string.Create(
            System.Globalization.CultureInfo.InvariantCulture,
            $$"""{"version":{{record.Version}},"schema_version":{{record.SchemaVersion}},"created":{{MicrosecondsOf(record.Created)}},"updated":{{MicrosecondsOf(record.Updated)}},"expires":{{expires}},"write_id":"{{record.WriteId:D}}","data":""");
        return [.. System.Text.Encoding.ASCII.GetBytes(head), .. record.Data.Span, (byte)'}'];
    }

    private static StoredRecord? ReadHead(RecordKey key, ref ReadOnlySpan<byte> rest)
    {
        if (!Skip("{\"version\":"u8, ref rest) || Number(ref rest) is not { } version
            || !Skip(",\"schema_version\":"u8, ref rest) || Number(ref rest) is not { } schemaVersion
            || !Skip(",\"created\":"u8, ref rest) || Number(ref rest) is not { } created
            || !Skip(",\"updated\":"u8, ref rest) || Number(ref rest) is not { } updated
            || !Skip(",\"expires\":"u8, ref rest))
        {
            return null;
        }

        long? expires = null;
        if (!Skip("null"u8, ref rest))
        {
            expires = Number(ref rest);
            if (expires is null)
            {
                return null;
            }
        }

        if (!Skip(",\"write_id\":\""u8, ref rest) || !Utf8Parser.TryParse(rest, out Guid writeId, out int used, 'D'))
        {
            return null;
        }

        rest = rest[used..];
        if (!Skip("\",\"data\":"u8, ref rest) || version < 1 || schemaVersion is < 1 or > int.MaxValue)
        {
            return null;
        }

        return new StoredRecord
        {
            Key = key,
            Data = default,
            SchemaVersion = (int)schemaVersion,
            Version = version,
            Created = TimeOf(created),
            Updated = TimeOf(updated),
            Expires = expires is { } known ? TimeOf(known) : null,
            WriteId = writeId,
        };
    }

    private static bool Skip(ReadOnlySpan<byte> expected, ref ReadOnlySpan<byte> rest)
    {
        bool found = rest.StartsWith(expected);
        if (found)
        {
            rest = rest[expected.Length..];
        }

        return found;
    }

    /// <summary>Reads a number that is a time or a count: up to the year 9999 in microseconds.</summary>
    private static long? Number(ref ReadOnlySpan<byte> rest)
    {
        const long Highest = 253_402_300_800_000_000;
        if (!Utf8Parser.TryParse(rest, out long number, out int used) || number is < 0 or >= Highest)
        {
            return null;
        }

        rest = rest[used..];
        return number;
    }
}

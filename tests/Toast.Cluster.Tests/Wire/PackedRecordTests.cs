using System.Buffers;
using Toast.Client.Wire;

namespace Toast.Cluster.Tests.Wire;

/// <summary>The answer of a silo to many loads.</summary>
public sealed class PackedRecordTests
{
    private static readonly DateTimeOffset Time = new(2026, 2, 3, 4, 5, 6, 7, 8, TimeSpan.Zero);

    private static readonly RecordKey[] Keys = [.. Enumerable.Range(0, 4).Select(_ => new RecordKey("Note", Guid.NewGuid()))];

    [Fact]
    public void Everything_of_a_record_arrives_and_the_absent_stay_absent()
    {
        WireRecord plain = Record("{}"u8.ToArray(), null), rich = Record("""{"text":"x"}"""u8.ToArray(), Time.AddDays(1));
        StoredRecord?[] records = PackedRecords.Unpack(Pack(plain, null, rich, Record(new byte[PackedRecords.MaxBytes], null)), Keys);

        Assert.Equal([true, false, true, false], records.Select(record => record is not null));
        foreach ((WireRecord sent, StoredRecord got, RecordKey key) in new[] { (plain, records[0]!, Keys[0]), (rich, records[2]!, Keys[2]) })
        {
            Assert.Equal(
                (key, sent.Version, sent.SchemaVersion, sent.Created, sent.Updated, sent.Expires, sent.WriteId),
                (got.Key, got.Version, got.SchemaVersion, got.Created, got.Updated, got.Expires, got.WriteId));
            Assert.Equal(sent.Data.ToArray(), got.Data.ToArray());
        }
    }

    [Fact]
    public void An_answer_that_ends_too_early_or_too_late_is_none()
    {
        byte[] whole = Pack(Record("{}"u8.ToArray(), null), null, null, Record("[1]"u8.ToArray(), null));
        for (int length = 0; length < whole.Length; length++)
        {
            Assert.ThrowsAny<ArgumentException>(() => PackedRecords.Unpack(whole.AsMemory(0, length), Keys));
        }

        Assert.Throws<ArgumentException>(() => PackedRecords.Unpack((byte[])[.. whole, 0], Keys));
    }

    private static byte[] Pack(params WireRecord?[] records)
    {
        var packed = new ArrayBufferWriter<byte>();
        foreach (WireRecord? record in records)
        {
            PackedRecords.Add(packed, record);
        }

        return packed.WrittenSpan.ToArray();
    }

    private static WireRecord Record(byte[] data, DateTimeOffset? expires) => new()
    {
        Data = data,
        Version = 7,
        SchemaVersion = 3,
        Created = Time,
        Updated = Time.AddMinutes(1),
        Expires = expires,
        WriteId = Guid.NewGuid(),
    };
}

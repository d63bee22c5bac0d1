using System.Buffers;

namespace Toast.Tests.Records;

public sealed class StoredRecordJsonTests
{
    [Theory]
    [InlineData("null")]
    [InlineData("0")]
    [InlineData("\"}\"")]
    [InlineData("{\"data\":{\"class_name\":\"x\"},\"id\":7}")]
    [InlineData("[ 1.50 , {} ]")]
    public void What_is_written_is_read_with_its_data_byte_for_byte(string data)
    {
        var record = new StoredRecord
        {
            Key = new("Box`1[A+B]", Guid.NewGuid()),
            Data = System.Text.Encoding.UTF8.GetBytes(data),
            SchemaVersion = 4,
            Version = long.MaxValue,
            Created = new DateTimeOffset(2030, 1, 2, 3, 4, 5, TimeSpan.Zero).AddTicks(1230),
            Updated = DateTimeOffset.MaxValue,
            Expires = DateTimeOffset.UnixEpoch,
            WriteId = Guid.NewGuid(),
        };
        var document = new ArrayBufferWriter<byte>();
        StoredRecordJson.Write(record, document);

        StoredRecord read = StoredRecordJson.Read(document.WrittenMemory);

        Assert.Equal(record with { Data = default }, read with { Data = default });
        Assert.True(record.Data.Span.SequenceEqual(read.Data.Span));
        Assert.True(document.WrittenSpan.Overlaps(read.Data.Span), "the data is a slice of the document");
        Assert.Contains("Box`1[A+B]", System.Text.Encoding.UTF8.GetString(document.WrittenSpan), StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Behaviour", "B-327")]
    public void B_327_every_document_that_is_cut_off_is_corrupt_record_and_none_is_quoted()
    {
        var document = new ArrayBufferWriter<byte>();
        var record = new StoredRecord { Key = new("Order", Guid.NewGuid()), Data = """{"secret":"hunter2"}"""u8.ToArray(), Created = default, Updated = default };
        StoredRecordJson.Write(record, document);

        for (int length = 0; length < document.WrittenCount - StoredRecordJson.Tail.Length + 1; length++)
        {
            var error = Assert.Throws<StorageValidationException>(() => StoredRecordJson.Read(document.WrittenMemory[..length]));
            Assert.Equal(ErrorCodes.CorruptRecord, error.Code);
            Assert.DoesNotContain("hunter2", error.ToString(), StringComparison.Ordinal);
        }
    }

    [Fact]
    [Trait("Behaviour", "B-207")]
    public void B_207_data_of_any_depth_that_was_once_accepted_is_read()
    {
        string deep = new string('[', 1000) + new string(']', 1000);
        var document = new ArrayBufferWriter<byte>();
        StoredRecordJson.Write(
            new StoredRecord { Key = new("Order", Guid.NewGuid()), Data = System.Text.Encoding.UTF8.GetBytes(deep), Created = default, Updated = default }, document);

        Assert.Equal(2000, StoredRecordJson.Read(document.WrittenMemory).Data.Length);
    }
}

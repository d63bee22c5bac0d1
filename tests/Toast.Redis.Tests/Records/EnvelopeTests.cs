using System.Text;

namespace Toast.Redis.Tests.Records;

/// <summary>Values are read as they were written, or not at all.</summary>
[Trait("Behaviour", "B-327")]
public sealed class EnvelopeTests
{
    private static readonly RecordKey Key = new("Order", Guid.Parse("01890a5d-ac96-774b-bcce-b302099a8057"));

    private static readonly StoredRecord Record = new()
    {
        Key = Key,
        Data = Encoding.UTF8.GetBytes("""{"name":"Zoë","list":[1,2.50]}"""),
        SchemaVersion = int.MaxValue,
        Version = 9_007_199_254_740_991,
        Created = new DateTimeOffset(2001, 2, 3, 4, 5, 6, TimeSpan.Zero).AddMicroseconds(7),
        Updated = new DateTimeOffset(2254, 1, 1, 0, 0, 0, TimeSpan.Zero).AddMicroseconds(999_999),
        Expires = new DateTimeOffset(2255, 1, 1, 0, 0, 0, TimeSpan.Zero),
        WriteId = Guid.Parse("6d63b5a5-5a1c-4a5e-8b1f-3f3a2b1c0d9e"),
    };

    [Fact]
    public void B_327_every_member_comes_back_and_the_data_byte_for_byte()
    {
        byte[] value = Envelope.Write(Record);
        StoredRecord read = Envelope.Read(Key, value)!;

        Assert.Equal(Record with { Data = default }, read with { Data = default });
        Assert.True(read.Data.Span.SequenceEqual(Record.Data.Span));
        Assert.Equal(Record with { Data = default }, Envelope.ReadHead(Key, value.AsSpan(0, Math.Min(value.Length, Scripts.HeadLength))));
        Assert.True(value.Length - Record.Data.Length < Scripts.HeadLength, "The longest head is read whole.");
    }

    [Fact]
    public void B_327_a_value_that_is_cut_off_anywhere_is_none()
    {
        byte[] value = Envelope.Write(Record);

        // Cut off within the data, the end of one may pass for the end of the value; JSON then tells.
        int head = value.Length - Record.Data.Length - 1;
        Assert.All(Enumerable.Range(0, head + 1), length => Assert.Null(Envelope.Read(Key, value.AsMemory(0, length))));
    }

    [Theory]
    [InlineData("\"version\":0")]
    [InlineData("\"version\":-1")]
    [InlineData("\"version\":99999999999999999999")]
    [InlineData("\"version\":1.5")]
    [InlineData("\"version\": 1")]
    public void B_327_a_version_that_is_none_is_refused(string version) =>
        Assert.Null(Envelope.Read(Key, Encoding.ASCII.GetBytes(Encoding.ASCII.GetString(Envelope.Write(Record)).Replace("\"version\":9007199254740991", version, StringComparison.Ordinal))));

    [Fact]
    public void B_327_whichever_byte_is_changed_to_whatever_reading_gives_a_record_or_nothing()
    {
        byte[] whole = Envelope.Write(Record);
        for (int place = 0; place < whole.Length; place++)
        {
            for (int changed = 0; changed < 256; changed++)
            {
                byte[] value = [.. whole];
                value[place] = (byte)changed;
                StoredRecord? read = Envelope.Read(Key, value);

                Assert.True(read is null || (read.Version > 0 && read.SchemaVersion > 0 && read.Data.Length == Record.Data.Length));
                Assert.Null(PydanticToastEnvelope.Read(Key, value));
            }
        }
    }
}

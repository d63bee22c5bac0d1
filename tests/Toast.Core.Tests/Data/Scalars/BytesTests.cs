using FsCheck.Fluent;

namespace Toast.Core.Tests.Data.Scalars;

[Trait("Behaviour", "B-220")]
public class BytesTests
{
    [Fact]
    public void B_220_any_bytes_survive_in_each_type()
    {
        Prop.ForAll<byte[]>(bytes =>
            Scalar.RoundTrip(bytes).SequenceEqual(bytes)
            && Scalar.RoundTrip(bytes.AsMemory()).Span.SequenceEqual(bytes)
            && Scalar.RoundTrip<ReadOnlyMemory<byte>>(bytes).Span.SequenceEqual(bytes)).QuickCheckThrowOnFailure();
        byte[] all = Enumerable.Range(0, 100_000).Select(i => (byte)i).ToArray();
        Assert.Equal(all, Scalar.RoundTrip(all));
    }

    [Fact]
    public void B_220_empty_is_empty_text_and_bytes_are_base64()
    {
        Assert.Equal("\"\"", Scalar.Write<byte[]>([]));
        Assert.Equal("\"\"", Scalar.Write(Memory<byte>.Empty));
        Assert.Equal("\"+/8=\"", Scalar.Write<byte[]>([0xfb, 0xff]));
    }

    [Theory]
    [InlineData("\"a\"")]
    [InlineData("\"a$==\"")]
    [InlineData("[1,2]")]
    [InlineData("7")]
    public void B_220_other_json_is_no_bytes(string json)
    {
        Scalar.ReadFault<byte[]>(json);
        Scalar.ReadFault<Memory<byte>>(json);
        Scalar.ReadFault<ReadOnlyMemory<byte>>(json);
    }

    [Fact]
    public void B_220_null_is_no_memory()
    {
        Assert.Equal("is not text of type Memory<Byte> (found null)", Scalar.ReadFault<Memory<byte>>("null").Message);
        Scalar.ReadFault<ReadOnlyMemory<byte>>("null");
    }
}

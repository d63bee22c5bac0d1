using System.Buffers;
using Orleans.Storage;

namespace Toast.Grains.Stores;

/// <summary>
/// Writes records for a provider of Orleans as the plain JSON documents of <see cref="StoredRecordJson"/>, which other tools can read; the default would
/// turn the data into base64. States of other grains in the same provider keep the default.
/// </summary>
internal sealed class RecordStateSerializer(IGrainStorageSerializer others) : IGrainStorageSerializer
{
    /// <summary>The key of a record is the grain's; inside the document it is not looked at.</summary>
    private static readonly RecordKey NoKey = new("record", Guid.Empty);

    public BinaryData Serialize<T>(T input)
    {
        if (input is not RecordState state)
        {
            return others.Serialize(input);
        }

        if (state.ToRecord(NoKey) is not { } record)
        {
            return new BinaryData("null"u8.ToArray());
        }

        var buffer = new ArrayBufferWriter<byte>(record.Data.Length + 512);
        StoredRecordJson.Write(record, buffer);
        return new BinaryData(buffer.WrittenMemory);
    }

    public T Deserialize<T>(BinaryData input)
    {
        if (typeof(T) != typeof(RecordState))
        {
            return others.Deserialize<T>(input);
        }

        ReadOnlyMemory<byte> document = input.ToMemory();
        RecordState state = document.Span.SequenceEqual("null"u8) ? new RecordState() : RecordState.Of(StoredRecordJson.Read(document));
        return (T)(object)state;
    }
}

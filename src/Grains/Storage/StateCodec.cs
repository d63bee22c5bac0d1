using System.Globalization;
using System.Text.Json;
using Orleans.Storage;

namespace Toast.Grains.Storage;

/// <summary>Turns states into the data of records and back, within the limits of the storage.</summary>
internal sealed class StateCodec(string storage, ToastGrainStorageOptions options)
{
    private IGrainStorageSerializer Serializer => options.GrainStorageSerializer;

    public ReadOnlyMemory<byte> Write<T>(T? state, GrainRecordKey key)
    {
        BinaryData bytes;
        try
        {
            bytes = Serializer.Serialize(state);
        }
#pragma warning disable CA1031 // A serializer throws what it likes, and what it throws cannot cross to other silos.
        catch (Exception e) when (e is not OutOfMemoryException)
#pragma warning restore CA1031
        {
            throw Failure(
                ErrorCodes.UnsupportedType, key, $"written: the serializer cannot write type {typeof(T)} ({Describe(e)}). Nothing was sent. Correct the type or the value");
        }

        ReadOnlyMemory<byte> data = GrainRecord.Write(key, Serializer, bytes);
        return data.Length <= options.Engine.MaxRecordBytes ? data : throw Failure(
            ErrorCodes.RecordTooLarge,
            key,
            string.Create(
                CultureInfo.InvariantCulture,
                $"written: it takes {data.Length} bytes, more than {options.Engine.MaxRecordBytes}. Nothing was sent. Keep less in it, or raise Engine.MaxRecordBytes"));
    }

    public ReadOnlyMemory<byte> WriteCleared(GrainRecordKey key) => GrainRecord.Write(key, Serializer, null);

    public bool IsCleared(StoredRecord record, GrainRecordKey key) => Find(record, key) is null;

    /// <summary>The state in a record, and whether there is one.</summary>
    public (T? State, bool Exists) Read<T>(StoredRecord record, GrainRecordKey key)
    {
        if (Find(record, key) is not { } bytes)
        {
            return (default, false);
        }

        try
        {
            return (Serializer.Deserialize<T>(new BinaryData(bytes)), true);
        }
#pragma warning disable CA1031 // A serializer throws what it likes, and what it throws cannot cross to other silos.
        catch (Exception e) when (e is not OutOfMemoryException)
#pragma warning restore CA1031
        {
            throw Failure(
                ErrorCodes.StoredDataInvalid,
                key,
                $"read: what is stored does not fit type {typeof(T)} ({Describe(e)}). Read it with the type and the serializer that wrote it");
        }
    }

    private ReadOnlyMemory<byte>? Find(StoredRecord record, GrainRecordKey key)
    {
        try
        {
            return GrainRecord.Read(record.Data, key);
        }
        catch (GrainRecordFault fault)
        {
            throw Failure(ErrorCodes.CorruptRecord, key, $"read: record {record.Key} stands in its place, and {fault.Message}. Repair or delete that record");
        }
    }

    /// <summary>Type and place of a failure; its text may quote the state.</summary>
    private static string Describe(Exception e) => e is JsonException { Path: { } path } ? $"{e.GetType().Name} at {HostileText.Show(path)}" : e.GetType().Name;

    private GrainStorageException Failure(string code, GrainRecordKey key, string problem) => new(code, storage, $"State {key} cannot be {problem}.");
}

using System.Buffers.Binary;

namespace Toast.Client.Wire;

/// <summary>The writes of a <see cref="TogetherCall"/>, one behind the other, little endian, for the reason of <see cref="PackedRecords"/>.</summary>
internal static class PackedSaves
{
    private const int IdBytes = 16;
    private const int HeadBytes = (2 * IdBytes) + sizeof(long) + (2 * sizeof(int)) + 1;
    private const byte IsNew = 1;
    private const byte MustExist = 2;

    /// <summary>True for a write that asks for no version and was not sent before.</summary>
    public static bool CanHold(SaveRequest request) => request is
    {
        IsRepeat: false,
        Increment: 1,
        Condition: { Kind: SaveConditionKind.Any or SaveConditionKind.Exists },
    };

    /// <summary>The bytes of some writes, in an array of their size.</summary>
    public static byte[] Pack(IReadOnlyList<SaveRequest> requests)
    {
        int bytes = 0;
        for (int i = 0; i < requests.Count; i++)
        {
            bytes = checked(bytes + HeadBytes + requests[i].Data.Length);
        }

        byte[] packed = GC.AllocateUninitializedArray<byte>(bytes);
        Span<byte> rest = packed;
        for (int i = 0; i < requests.Count; i++)
        {
            Write(requests[i], rest);
            rest = rest[(HeadBytes + requests[i].Data.Length)..];
        }

        return packed;
    }

    /// <summary>The writes, those of new records on condition that there is none, and each with data of its own, so that a grain which remembers one does not keep all of them.</summary>
    /// <exception cref="StorageValidationException">The message ends too early, or holds what no client sends.</exception>
    public static List<SaveRequest> Unpack(ReadOnlySpan<byte> packed, string className)
    {
        var requests = new List<SaveRequest>();
        while (!packed.IsEmpty)
        {
            if (packed.Length < HeadBytes
                || BinaryPrimitives.ReadInt32LittleEndian(packed[44..]) is var length && (length < 0 || length > packed.Length - HeadBytes))
            {
                throw new StorageValidationException(ErrorCodes.InvalidValue, "A message with several writes ends too early. Nothing was done. Update the client.");
            }

            requests.Add(RequestAt(packed, length, className));
            packed = packed[(HeadBytes + length)..];
        }

        return requests;
    }

    private static void Write(SaveRequest request, Span<byte> head)
    {
        request.Key.Id.TryWriteBytes(head);
        request.WriteId.TryWriteBytes(head[16..]);
        BinaryPrimitives.WriteInt64LittleEndian(head[32..], request.TimeToLive?.Ticks ?? 0);
        BinaryPrimitives.WriteInt32LittleEndian(head[40..], request.SchemaVersion);
        BinaryPrimitives.WriteInt32LittleEndian(head[44..], request.Data.Length);
        head[48] = (byte)((request.IsNewId ? IsNew : 0) | (request.Condition.Kind == SaveConditionKind.Exists ? MustExist : 0));
        request.Data.Span.CopyTo(head[HeadBytes..]);
    }

    private static SaveRequest RequestAt(ReadOnlySpan<byte> head, int length, string className)
    {
        long lifetime = BinaryPrimitives.ReadInt64LittleEndian(head[32..]);
        byte flags = head[48];
        return new SaveRequest
        {
            Key = new RecordKey(className, new Guid(head[..IdBytes])),
            WriteId = new Guid(head.Slice(16, IdBytes)),
            Data = head.Slice(HeadBytes, length).ToArray(),
            SchemaVersion = BinaryPrimitives.ReadInt32LittleEndian(head[40..]),
            Condition = (flags & MustExist) != 0 ? SaveCondition.Exists : (flags & IsNew) != 0 ? SaveCondition.Missing : SaveCondition.Any,
            TimeToLive = lifetime == 0 ? null : TimeSpan.FromTicks(lifetime),
            IsNewId = (flags & IsNew) != 0,
        };
    }
}

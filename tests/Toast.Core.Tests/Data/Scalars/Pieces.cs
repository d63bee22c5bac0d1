using System.Buffers;

namespace Toast.Core.Tests.Data.Scalars;

/// <summary>Bytes cut into segments of three, so that most tokens lie across segments.</summary>
internal sealed class Pieces : ReadOnlySequenceSegment<byte>
{
    private const int Size = 3;

    private Pieces(ReadOnlyMemory<byte> memory, long start)
    {
        Memory = memory;
        RunningIndex = start;
    }

    public static ReadOnlySequence<byte> Of(byte[] bytes)
    {
        var first = new Pieces(bytes.AsMemory(0, Math.Min(Size, bytes.Length)), 0);
        Pieces last = first;
        for (int i = Size; i < bytes.Length; i += Size)
        {
            var next = new Pieces(bytes.AsMemory(i, Math.Min(Size, bytes.Length - i)), i);
            last.Next = next;
            last = next;
        }

        return new ReadOnlySequence<byte>(first, 0, last, last.Memory.Length);
    }
}

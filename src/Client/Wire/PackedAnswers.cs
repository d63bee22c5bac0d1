using System.Buffers.Binary;
using System.Collections;

namespace Toast.Client.Wire;

/// <summary>The answers to the writes of a <see cref="TogetherCall"/>, one behind the other, little endian, read where they stand.</summary>
internal sealed class PackedAnswers : IReadOnlyList<TogetherAnswer>
{
    private const int AnswerBytes = 1 + (4 * sizeof(long));

    private readonly ReadOnlyMemory<byte> packed;
    private readonly TogetherOutcome otherwise;

    private PackedAnswers(ReadOnlyMemory<byte> packed, int count, TogetherOutcome otherwise) => (this.packed, Count, this.otherwise) = (packed, count, otherwise);

    public int Count { get; }

    public TogetherAnswer this[int index] => packed.IsEmpty ? new TogetherAnswer(otherwise) : Read(packed.Span.Slice(index * AnswerBytes, AnswerBytes));

    /// <summary>How a write ended, without what the store said of it.</summary>
    public TogetherOutcome OutcomeOf(int index) => packed.IsEmpty ? otherwise : OutcomeIn(packed.Span[index * AnswerBytes]);

    public static byte[] Pack(IReadOnlyList<TogetherAnswer> answers)
    {
        byte[] packed = new byte[answers.Count * AnswerBytes];
        for (int i = 0; i < answers.Count; i++)
        {
            Write(answers[i], packed.AsSpan(i * AnswerBytes, AnswerBytes));
        }

        return packed;
    }

    /// <summary>The answers to some writes. What is no answer to them tells nothing of what was done.</summary>
    public static PackedAnswers Of(ReadOnlyMemory<byte> packed, int count) =>
        new(packed.Length == count * AnswerBytes ? packed : default, count, TogetherOutcome.Unknown);

    /// <summary>The same answer to all of them.</summary>
    public static PackedAnswers All(TogetherOutcome outcome, int count) => new(default, count, outcome);

    public IEnumerator<TogetherAnswer> GetEnumerator()
    {
        for (int i = 0; i < Count; i++)
        {
            yield return this[i];
        }
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private static void Write(TogetherAnswer told, Span<byte> answer)
    {
        SaveResult result = told.Result;
        answer[0] = (byte)told.Outcome;
        BinaryPrimitives.WriteInt64LittleEndian(answer[1..], result.Version);
        BinaryPrimitives.WriteInt64LittleEndian(answer[9..], result.Created.UtcTicks);
        BinaryPrimitives.WriteInt64LittleEndian(answer[17..], result.Updated.UtcTicks);
        BinaryPrimitives.WriteInt64LittleEndian(answer[25..], result.Expires?.UtcTicks ?? 0);
    }

    private static TogetherAnswer Read(ReadOnlySpan<byte> answer)
    {
        TogetherOutcome outcome = OutcomeIn(answer[0]);
        if (outcome != TogetherOutcome.Saved)
        {
            return new TogetherAnswer(outcome);
        }

        long expires = BinaryPrimitives.ReadInt64LittleEndian(answer[25..]);
        return new TogetherAnswer(outcome, new SaveResult(
            SaveStatus.Saved,
            BinaryPrimitives.ReadInt64LittleEndian(answer[1..]),
            TimeAt(BinaryPrimitives.ReadInt64LittleEndian(answer[9..])),
            TimeAt(BinaryPrimitives.ReadInt64LittleEndian(answer[17..])),
            expires == 0 ? null : TimeAt(expires)));
    }

    /// <summary>A number that this build does not know tells nothing of what was done.</summary>
    private static TogetherOutcome OutcomeIn(byte told) => (TogetherOutcome)told is TogetherOutcome.NotDone or TogetherOutcome.Saved
        ? (TogetherOutcome)told
        : TogetherOutcome.Unknown;

    private static DateTimeOffset TimeAt(long utcTicks) => new(utcTicks, TimeSpan.Zero);
}

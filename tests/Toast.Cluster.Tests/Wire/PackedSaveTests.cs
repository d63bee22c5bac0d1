using System.Buffers.Binary;
using Toast.Client.Wire;

namespace Toast.Cluster.Tests.Wire;

/// <summary>Many writes in one message, and their answers.</summary>
public sealed class PackedSaveTests
{
    private static readonly DateTimeOffset Time = new(2026, 2, 3, 4, 5, 6, 7, 8, TimeSpan.Zero);

    [Fact]
    public void Everything_of_a_write_arrives_with_data_of_its_own()
    {
        SaveRequest[] sent =
        [
            Request("{}") with { IsNewId = true },
            Request("""{"text":"x"}""") with { Condition = SaveCondition.Exists, SchemaVersion = 9, TimeToLive = TimeSpan.FromHours(3) },
        ];
        byte[] packed = PackedSaves.Pack(sent);
        List<SaveRequest> got = PackedSaves.Unpack(packed, "Note");
        Array.Clear(packed);

        Assert.Equal(sent.Length, got.Count);
        Assert.All(sent.Zip(got), pair =>
        {
            SaveCondition condition = pair.First.IsNewId ? SaveCondition.Missing : pair.First.Condition;
            Assert.Equal(pair.First with { Data = default, Condition = condition }, pair.Second with { Data = default });
            Assert.Equal(pair.First.Data.ToArray(), pair.Second.Data.ToArray());
        });
    }

    [Fact]
    public void A_message_that_ends_too_early_is_refused()
    {
        byte[] whole = PackedSaves.Pack([Request("{}"), Request("[1]")]);
        int first = PackedSaves.Pack([Request("{}")]).Length;
        for (int length = 1; length < whole.Length; length++)
        {
            if (length != first)
            {
                Assert.Equal(
                    ErrorCodes.InvalidValue, Assert.Throws<StorageValidationException>(() => PackedSaves.Unpack(whole.AsSpan(0, length), "Note")).Code);
            }
        }

        foreach (int length in new[] { -1, int.MinValue, int.MaxValue })
        {
            BinaryPrimitives.WriteInt32LittleEndian(whole.AsSpan(44), length);
            Assert.Throws<StorageValidationException>(() => PackedSaves.Unpack(whole, "Note"));
        }
    }

    [Fact]
    public void Answers_arrive_and_what_is_none_tells_nothing()
    {
        TogetherAnswer[] sent =
        [
            new(TogetherOutcome.NotDone),
            new(TogetherOutcome.Saved, new SaveResult(SaveStatus.Saved, 7, Time, Time.AddMinutes(1), Time.AddDays(1))),
            new(TogetherOutcome.Saved, new SaveResult(SaveStatus.Saved, long.MaxValue, Time, Time)),
            new(TogetherOutcome.Unknown),
        ];
        byte[] packed = PackedAnswers.Pack(sent);

        Assert.Equal(sent, PackedAnswers.Of(packed, sent.Length));
        Assert.All(PackedAnswers.Of(packed, sent.Length + 1), answer => Assert.Equal(TogetherOutcome.Unknown, answer.Outcome));
        Assert.All(PackedAnswers.Of(packed.AsMemory(1), sent.Length), answer => Assert.Equal(TogetherOutcome.Unknown, answer.Outcome));
        packed[0] = 99;
        Assert.Equal(TogetherOutcome.Unknown, PackedAnswers.Of(packed, sent.Length)[0].Outcome);
    }

    [Fact]
    public void Only_plain_first_writes_can_be_held()
    {
        SaveRequest plain = Request("{}");
        Assert.True(PackedSaves.CanHold(plain));
        Assert.True(PackedSaves.CanHold(plain with { Condition = SaveCondition.Exists }));
        Assert.All(
            [plain with { IsRepeat = true }, plain with { Increment = 2 }, plain with { Condition = SaveCondition.Missing }, plain with { Condition = SaveCondition.VersionIs(3) }],
            request => Assert.False(PackedSaves.CanHold(request)));
    }

    private static SaveRequest Request(string json) => new()
    {
        Key = new RecordKey("Note", Guid.NewGuid()),
        Data = System.Text.Encoding.UTF8.GetBytes(json),
        WriteId = Guid.NewGuid(),
    };
}

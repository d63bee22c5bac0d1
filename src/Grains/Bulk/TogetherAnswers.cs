using Toast.Client.Wire;

namespace Toast.Grains.Bulk;

/// <summary>What a client is told of a write that went with others.</summary>
internal static class TogetherAnswers
{
    public static readonly TogetherAnswer NotDone = new(TogetherOutcome.NotDone);
    public static readonly TogetherAnswer Unknown = new(TogetherOutcome.Unknown);

    public static TogetherAnswer[] All(TogetherAnswer answer, int count)
    {
        var answers = new TogetherAnswer[count];
        Array.Fill(answers, answer);
        return answers;
    }

    public static TogetherAnswer[] Of(IReadOnlyList<SaveResult> results)
    {
        var answers = new TogetherAnswer[results.Count];
        for (int i = 0; i < answers.Length; i++)
        {
            answers[i] = Of(results[i]);
        }

        return answers;
    }

    /// <summary>A refusal is not told: the grain is asked, and says it.</summary>
    public static TogetherAnswer Of(SaveResult result) => result.Status switch
    {
        SaveStatus.Saved => new TogetherAnswer(TogetherOutcome.Saved, result),
        SaveStatus.Failed => After(result.Error),
        _ => NotDone,
    };

    /// <summary>A failure that says that nothing was written is believed, so that the caller hears it from the grain as it is.</summary>
    public static TogetherAnswer After(Exception? failure) =>
        failure is ExternalStorageException and not StorageConnectionException { OutcomeUnknown: true } ? NotDone : Unknown;
}

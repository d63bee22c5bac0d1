using Toast.Client.Wire;
using Toast.Engine;
using Toast.Grains.Records;

namespace Toast.Grains.Bulk;

/// <summary>Writes the records of a message together: new ones without their grains, the others in their grains' turns. The rest is left to the client, which calls the grains.</summary>
internal sealed class TogetherWriter(FreshWriter fresh, TurnWriter turns, TimeProvider time)
{
    /// <summary>One record that is stuck must not keep the others' callers waiting: its own asks again. Less than a message waits for its answer.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    public async Task<TogetherAnswer[]> SaveAsync(TogetherCall call, string store, IGrainFactory grains)
    {
        Deadline deadline = GrainEdge.DeadlineOf(call.Budget, time);
        Deadline patience = Deadline.After(time, deadline.Remaining < Patience ? deadline.Remaining : Patience);
        List<SaveRequest> requests = PackedSaves.Unpack(call.Saves, call.ClassName);
        WritesFrom from = call.IsOfBulk ? WritesFrom.Bulk : WritesFrom.Callers;
        List<int> news = fresh.Choose(requests, store);
        if (news.Count == 0 || news.Count == requests.Count)
        {
            // As most of the time: nothing is picked out, and nothing put together again.
            Task<TogetherAnswer[]> saves = news.Count == 0
                ? turns.SaveAsync(requests, store, deadline)
                : fresh.SaveAsync(requests, from, store, deadline, grains);
            await patience.WaitAsync(saves, CancellationToken.None).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            return saves.IsCompleted ? await saves.ConfigureAwait(false) : TogetherAnswers.All(TogetherAnswers.Unknown, requests.Count);
        }

        List<int> others = [.. Enumerable.Range(0, requests.Count).Except(news)];
        Task<TogetherAnswer[]> newSaves = fresh.SaveAsync(news.ConvertAll(i => requests[i]), from, store, deadline, grains);
        Task<TogetherAnswer[]> otherSaves = turns.SaveAsync(others.ConvertAll(i => requests[i]), store, deadline);

        await patience.WaitAsync(Task.WhenAll(newSaves, otherSaves), CancellationToken.None).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        var answers = new TogetherAnswer[requests.Count];
        await FillAsync(answers, news, newSaves).ConfigureAwait(false);
        await FillAsync(answers, others, otherSaves).ConfigureAwait(false);
        return answers;
    }

    private static async Task FillAsync(TogetherAnswer[] answers, List<int> places, Task<TogetherAnswer[]> saves)
    {
        TogetherAnswer[]? saved = saves.IsCompleted ? await saves.ConfigureAwait(false) : null;
        for (int i = 0; i < places.Count; i++)
        {
            answers[places[i]] = saved?[i] ?? TogetherAnswers.Unknown;
        }
    }
}

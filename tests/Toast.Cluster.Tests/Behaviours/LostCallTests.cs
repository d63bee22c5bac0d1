using Toast.Client.Engine;
using Toast.Cluster.Tests.Support;
using Toast.Engine;

namespace Toast.Cluster.Tests.Behaviours;

/// <summary>What a caller hears of a call that may have arrived before.</summary>
public sealed class LostCallTests : OnWatchedStore
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [Fact, Trait("Behaviour", "B-503")]
    public async Task B_503_a_change_that_no_silo_recognises_is_sent_once_and_its_outcome_is_unknown()
    {
        int tries = 0;
        StorageConnectionException failure = await FailAsync(
            new CallSubject("main", null, Changes: true, IsRecognised: false),
            () =>
            {
                tries++;
                throw new TimeoutException();
            });

        Assert.Equal((1, ErrorCodes.Timeout, true), (tries, failure.Code, failure.OutcomeUnknown));
    }

    [Fact, Trait("Behaviour", "B-503")]
    public async Task B_503_it_is_sent_again_when_it_never_arrived()
    {
        int tries = 0;
        CallResult<int> result = await RunAsync(
            new CallSubject("main", null, Changes: true, IsRecognised: false),
            () => ++tries == 1 ? throw new GatewayTooBusyException() : tries);

        Assert.Equal((2, false), (result.Answer, result.WasLost));
    }

    [Theory, Trait("Behaviour", "B-503"), Trait("Behaviour", "B-125")]
    [InlineData(false)]
    [InlineData(true)]
    public async Task B_125_B_503_nobody_says_that_nothing_was_written_after_an_earlier_message(bool wasSent)
    {
        int tries = 0;
        StorageConnectionException failure = await FailAsync(
            new CallSubject("main", null, Changes: true, WasSent: wasSent),
            () => !wasSent && ++tries == 1 ? throw new TimeoutException() : throw new StorageConnectionException(ErrorCodes.Busy, "Not this time. Nothing was written."));

        Assert.True(failure.OutcomeUnknown);
    }

    private async Task<StorageConnectionException> FailAsync(CallSubject subject, Func<int> call) =>
        await Assert.ThrowsAsync<StorageConnectionException>(() => RunAsync(subject, call));

    private Task<CallResult<int>> RunAsync(CallSubject subject, Func<int> call) => new ClusterCalls(Cluster.Client, TimeProvider.System).RunAsync(
        static async (_, call, _, _) =>
        {
            await Task.Yield();
            return call();
        },
        call,
        subject,
        Deadline.After(TimeProvider.System, Patience),
        CancellationToken.None);
}

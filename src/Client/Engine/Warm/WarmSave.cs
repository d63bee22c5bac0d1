using Toast.Engine;

namespace Toast.Client.Engine;

/// <summary>A write that waits to be sent together with others.</summary>
internal sealed class WarmSave(SaveRequest request, Deadline deadline) : WarmItem<SaveResult>(request.Key, deadline)
{
    private const int Waiting = 0;
    private const int Sent = 1;
    private const int GivenUp = 2;

    private int state;
    private PackedAnswers? answers;
    private int place;

    public SaveRequest Request { get; } = request;

    protected override SaveResult Answer => answers![place].Result;

    /// <summary>Tells the caller what a message has come to.</summary>
    /// <param name="together">The answers to the message, read when the caller goes on.</param>
    /// <param name="index">Which of them is this one's.</param>
    public void Complete(PackedAnswers together, int index)
    {
        (answers, place) = (together, index);
        Tell();
    }

    /// <summary>True if it is now sent; false if its caller has given it up before.</summary>
    public bool TrySend() => Interlocked.CompareExchange(ref state, Sent, Waiting) == Waiting;

    /// <summary>Keeps it from being sent, if it was not sent yet.</summary>
    public void GiveUp() => Interlocked.CompareExchange(ref state, GivenUp, Waiting);
}

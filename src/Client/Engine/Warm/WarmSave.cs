using Toast.Engine;

namespace Toast.Client.Engine;

/// <summary>A write that waits to be sent together with others.</summary>
internal sealed class WarmSave(SaveRequest request, Deadline deadline) : WarmItem<SaveResult>(request.Key, deadline)
{
    private const int Waiting = 0;
    private const int Sent = 1;
    private const int GivenUp = 2;

    private int state;

    public SaveRequest Request { get; } = request;

    /// <summary>True if it is now sent; false if its caller has given it up before.</summary>
    public bool TrySend() => Interlocked.CompareExchange(ref state, Sent, Waiting) == Waiting;

    /// <summary>Keeps it from being sent, if it was not sent yet.</summary>
    public void GiveUp() => Interlocked.CompareExchange(ref state, GivenUp, Waiting);
}

using Toast.Engine;

namespace Toast.Client.Engine;

/// <summary>A write that waits to go with others.</summary>
internal sealed class GatheredSave(SaveRequest request, Deadline deadline)
{
    private readonly TaskCompletionSource<SaveResult> completion = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public SaveRequest Request { get; } = request;

    public Deadline Deadline { get; } = deadline;

    public Task<SaveResult> Task => completion.Task;

    public void Complete(SaveResult result) => completion.TrySetResult(result);

    public void Fail(Exception failure) => completion.TrySetException(failure);
}

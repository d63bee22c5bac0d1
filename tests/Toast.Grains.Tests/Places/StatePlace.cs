using Toast.Servers;

namespace Toast.Grains.Tests.Places;

/// <summary>An empty place for states, named by a URL.</summary>
public abstract class StatePlace : IAsyncDisposable
{
    public string Url { get; private set; } = "";

    public async Task PrepareAsync()
    {
        try
        {
            Url = await MakeAsync();
        }
        catch (ServerUnavailableException absent)
        {
            Skip.If(true, absent.Message);
        }
    }

    public virtual ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return ValueTask.CompletedTask;
    }

    protected abstract Task<string> MakeAsync();
}

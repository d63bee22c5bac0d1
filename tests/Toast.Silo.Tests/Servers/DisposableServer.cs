namespace Toast.Silo.Tests;

/// <summary>A server that one test starts for itself.</summary>
internal sealed class DisposableServer(RecordServer server) : IAsyncDisposable
{
    public async Task<RecordServer> StartAsync()
    {
        await server.InitializeAsync();
        return server;
    }

    public async ValueTask DisposeAsync() => await server.DisposeAsync();
}

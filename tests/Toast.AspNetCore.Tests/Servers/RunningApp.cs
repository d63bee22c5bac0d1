namespace Toast.AspNetCore.Tests;

/// <summary>An application that runs until the end of a test.</summary>
internal sealed class RunningApp : IAsyncDisposable
{
    private readonly TestApp app;

    private RunningApp(TestApp app) => this.app = app;

    public HttpClient Client => app.Client;

    public static async Task<RunningApp> StartAsync(TestApp app)
    {
        var running = new RunningApp(app);
        try
        {
            await app.InitializeAsync();
            return running;
        }
        catch
        {
            await running.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync() => await app.DisposeAsync();
}

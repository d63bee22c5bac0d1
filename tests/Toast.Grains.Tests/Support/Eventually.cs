namespace Toast.Grains.Tests.Support;

/// <summary>Waits for what must come, and fails when it does not come for a long time.</summary>
internal static class Eventually
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(120);

    public static async Task TrueAsync(Func<Task<bool>> condition)
    {
        using var timeout = new CancellationTokenSource(Limit);
        while (!await condition())
        {
            await Task.Delay(20, timeout.Token);
        }
    }
}

namespace Toast.AspNetCore.Tests;

/// <summary>The minimal APIs over a file.</summary>
public sealed class SqliteApp : MinimalApp
{
    private readonly TemporaryFolder folder = new();

    protected override string Store => $"sqlite:///{folder.FullName}/app.db";

    public override async Task DisposeAsync()
    {
        await base.DisposeAsync();
        folder.Dispose();
    }
}

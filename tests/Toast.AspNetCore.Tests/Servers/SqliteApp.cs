namespace Toast.AspNetCore.Tests;

/// <summary>The minimal APIs over a file.</summary>
public sealed class SqliteApp : MinimalApp
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("toast-");

    protected override string Store => $"sqlite:///{folder.FullName}/app.db";

    public override async Task DisposeAsync()
    {
        await base.DisposeAsync();
        folder.Delete(recursive: true);
    }
}

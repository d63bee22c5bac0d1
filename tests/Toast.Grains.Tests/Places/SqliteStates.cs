namespace Toast.Grains.Tests.Places;

public sealed class SqliteStates : StatePlace
{
    private readonly string folder = Directory.CreateTempSubdirectory("toast-states-").FullName;

    public override ValueTask DisposeAsync()
    {
        Directory.Delete(folder, recursive: true);
        return base.DisposeAsync();
    }

    protected override Task<string> MakeAsync() => Task.FromResult($"sqlite:///{folder}/states.db");
}

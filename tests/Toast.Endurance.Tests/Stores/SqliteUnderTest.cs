namespace Toast.Endurance.Tests.Stores;

/// <summary>Records in a SQLite file, which two engines share as two processes would.</summary>
internal sealed class SqliteUnderTest : StoreUnderTest
{
    private readonly string folder = Directory.CreateTempSubdirectory("toast-endurance-").FullName;

    public override string Name => "SQLite";

    public override string Url => $"sqlite:///{Path.Combine(folder, "records.db")}";

    public override ValueTask DisposeAsync()
    {
        Directory.Delete(folder, recursive: true);
        return ValueTask.CompletedTask;
    }
}

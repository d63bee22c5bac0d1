using System.Text;
using Microsoft.Data.Sqlite;

namespace Toast.Sqlite.Tests.Support;

/// <summary>What the tests share: a folder, short ways to make requests, and a plain driver beside the backend.</summary>
public abstract class StoreTest : IAsyncLifetime
{
    protected const string ClassName = "Order";

    protected TempFolder Folder { get; } = new();

    public Task InitializeAsync() => Folder.InitializeAsync();

    public virtual Task DisposeAsync() => Folder.DisposeAsync();

    protected static RecordKey NewKey(string className = ClassName) => new(className, Guid.NewGuid());

    protected static SaveRequest Request(
        RecordKey key, string json = """{"total":1}""", SaveCondition condition = default, int increment = 1, TimeSpan? timeToLive = null) => new()
        {
            Key = key,
            Data = Encoding.UTF8.GetBytes(json),
            Condition = condition,
            Increment = increment,
            TimeToLive = timeToLive,
            WriteId = Guid.NewGuid(),
        };

    protected static string Text(StoredRecord? record) => Encoding.UTF8.GetString(Assert.IsType<StoredRecord>(record).Data.Span);

    protected SqliteConnection OpenPlain(string? file = null)
    {
        NativeLibrary.EnsureLoaded();
        var connection = new SqliteConnection($"Data Source={file ?? Folder.File};Pooling=False;Default Timeout=5");
        connection.Open();
        return connection;
    }

    protected object? Query(string sql, string? file = null)
    {
        using SqliteConnection connection = OpenPlain(file);
        using SqliteCommand command = connection.CreateCommand();
#pragma warning disable CA2100 // The statements of these tests are written in them.
        command.CommandText = sql;
#pragma warning restore CA2100
        return command.ExecuteScalar();
    }
}

using System.Diagnostics;
using System.Text;

namespace Toast.Sqlite.Tests.Processes;

/// <summary>The other process: this assembly, run as a program. It prints the id of each record once its save was acknowledged.</summary>
internal static class WriterProcess
{
    private const string Write = "write";
    private const string Increment = "increment";

    /// <summary>Starts a process that saves new records of a class.</summary>
    public static Process StartWriting(string file, string className, int count) => Start(Write, file, className, Guid.Empty, count);

    /// <summary>Starts a process that reads a record and writes it back one higher, as often as it takes.</summary>
    public static Process StartIncrementing(string file, RecordKey key, int count) => Start(Increment, file, key.ClassName, key.Id, count);

    public static async Task<int> RunAsync(string[] arguments)
    {
        var backend = new SqliteBackend(Support.TempFolder.UrlOf(arguments[1]));
        var key = new RecordKey(arguments[2], Guid.Parse(arguments[3]));
        int count = int.Parse(arguments[4]);
        await backend.ConnectAsync(default);
        for (int i = 0; i < count; i++)
        {
            if (arguments[0] == Increment)
            {
                await IncrementAsync(backend, key);
            }
            else
            {
                key = key with { Id = Guid.NewGuid() };
                await SaveAsync(backend, key, 1, SaveCondition.Missing);
                Console.WriteLine(key.Id);
            }
        }

        await backend.DisconnectAsync(default);
        return 0;
    }

    private static async Task IncrementAsync(SqliteBackend backend, RecordKey key)
    {
        SaveStatus status = SaveStatus.Conflict;
        while (status == SaveStatus.Conflict)
        {
            StoredRecord record = await backend.LoadAsync(key, default) ?? throw new InvalidOperationException("The record is gone.");
            int number = int.Parse(Encoding.UTF8.GetString(record.Data.Span));
            status = await SaveAsync(backend, key, number + 1, SaveCondition.VersionIs(record.Version));
        }
    }

    private static async Task<SaveStatus> SaveAsync(SqliteBackend backend, RecordKey key, int number, SaveCondition condition) =>
        (await backend.SaveAsync(
            new SaveRequest { Key = key, Data = Encoding.UTF8.GetBytes(number.ToString()), Condition = condition, WriteId = Guid.NewGuid() },
            default)).Status;

    private static Process Start(string verb, string file, string className, Guid id, int count)
    {
        string[] arguments = ["exec", typeof(WriterProcess).Assembly.Location, verb, file, className, id.ToString("D"), count.ToString()];
        string host = Environment.ProcessPath is { } path && path.EndsWith("dotnet", StringComparison.Ordinal) ? path : "dotnet";
        return Process.Start(new ProcessStartInfo(host, arguments) { RedirectStandardOutput = true })!;
    }
}

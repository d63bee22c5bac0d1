using System.Diagnostics;
using System.Text;
using Toast.Conformance.Tests.Files;
using Toast.Conformance.Tests.Sqlite;
using Toast.Testing;

namespace Toast.Conformance.Tests.Processes;

/// <summary>What holds between processes of one host.</summary>
/// <typeparam name="TPlace">The place to test.</typeparam>
public abstract class ProcessTests<TPlace> : ConformanceTests<TPlace>
    where TPlace : StoragePlace, new()
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    protected abstract string UrlOf(StorageBackend backend);

    [Fact]
    [Trait("Behaviour", "B-114")]
    public async Task B_114_no_increment_of_several_processes_is_lost()
    {
        const int each = 100;
        StorageBackend backend = await ConnectAsync();
        var key = new RecordKey("Counter", Guid.CreateVersion7());
        await ((ISupportsConditionalSave)backend).SaveAsync(
            new SaveRequest { Key = key, Data = "0"u8.ToArray(), WriteId = Guid.NewGuid() }, default);

        Process[] others = [.. Enumerable.Range(0, 2).Select(
            _ => Start("increment", UrlOf(backend), $"{key.ClassName}/{key.Id:D}", $"{each}"))];
        await ChildProgram.IncrementAsync(ChildProgram.Open(UrlOf(backend)), key, each);
        foreach (Process other in others)
        {
            await other.WaitForExitAsync().WaitAsync(Patience);
            Assert.Equal(0, other.ExitCode);
            other.Dispose();
        }

        StoredRecord record = (await backend.LoadAsync(key, default))!;
        Assert.Equal(((3 * each) + 1L, $"{3 * each}"), (record.Version, Encoding.UTF8.GetString(record.Data.Span)));
    }

    [Fact]
    [Trait("Behaviour", "B-312")]
    public async Task B_312_what_a_killed_process_was_told_is_stored_is_there_and_whole()
    {
        const string className = "Order";
        StorageBackend first = await ConnectAsync();
        string url = UrlOf(first);
        await DisconnectAsync(first);
        for (int round = 0; round < 3; round++)
        {
            var acknowledged = new List<Guid>();
            using (Process writer = Start("write", url, className))
            {
                while (acknowledged.Count < 40 + (round * 7))
                {
                    acknowledged.Add(Guid.Parse((await writer.StandardOutput.ReadLineAsync().WaitAsync(Patience))!));
                }

                writer.Kill();
                acknowledged.AddRange(
                    (await writer.StandardOutput.ReadToEndAsync()).Split('\n').Where(line => line.Length == 36).Select(Guid.Parse));
                await writer.WaitForExitAsync();
            }

            StorageBackend backend = await ConnectAsync();
            foreach (Guid id in acknowledged)
            {
                Assert.NotNull(await backend.LoadAsync(new RecordKey(className, id), default));
            }

            // Also those that were not acknowledged are whole if they are there.
            foreach (ListedRecord listed in await ((ISupportsListing)backend).ListAsync(new(className, null, 100_000), default))
            {
                string data = Encoding.UTF8.GetString((await backend.LoadAsync(new RecordKey(className, listed.Id), default))!.Data.Span);
                Assert.Equal("\"" + new string(data[1], 5_000) + "\"", data);
            }

            await DisconnectAsync(backend);
        }
    }

    private static Process Start(params string[] arguments)
    {
        var start = new ProcessStartInfo(
            Environment.ProcessPath is { } path && path.EndsWith("dotnet", StringComparison.Ordinal) ? path : "dotnet")
        {
            RedirectStandardOutput = true,
        };
        start.ArgumentList.Add(typeof(ChildProgram).Assembly.Location);
        foreach (string argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        return Process.Start(start)!;
    }
}

public sealed class FileProcesses : ProcessTests<FilePlace>
{
    protected override string UrlOf(StorageBackend backend) => $"file://{backend.Url.Path}";
}

public sealed class SqliteProcesses : ProcessTests<SqlitePlace>
{
    protected override string UrlOf(StorageBackend backend) => $"sqlite://{backend.Url.Path}";
}

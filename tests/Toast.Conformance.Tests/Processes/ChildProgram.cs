using System.Globalization;
using System.Text;
using Toast.Sqlite;

namespace Toast.Conformance.Tests.Processes;

/// <summary>
/// The other process of tests with several: this test program started again, as <c>increment URL class/id TIMES</c> or <c>write URL
/// class</c>.
/// </summary>
internal static class ChildProgram
{
    public static async Task<int> Main(string[] arguments)
    {
        switch (arguments)
        {
            case ["increment", var url, var reference, var times]:
                ExternalReference counter = ExternalReference.Parse(reference);
                await IncrementAsync(
                    Open(url), new RecordKey(counter.ClassName, counter.Id), int.Parse(times, CultureInfo.InvariantCulture));
                return 0;
            case ["write", var url, var className]:
                await WriteForeverAsync(Open(url), className);
                return 0;
            default:
                await Console.Error.WriteLineAsync("Run these tests with dotnet test.");
                return 2;
        }
    }

    public static StorageBackend Open(string url)
    {
        StorageUrl place = StorageUrl.Parse(url);
        return place.Scheme == "sqlite" ? new SqliteBackend(place) : new FileBackend(place);
    }

    /// <summary>Raises a counter by one, as often as asked, against everybody else who does the same.</summary>
    public static async Task IncrementAsync(StorageBackend backend, RecordKey key, int times)
    {
        await backend.ConnectAsync(default);
        for (int done = 0; done < times;)
        {
            StoredRecord record = (await backend.LoadAsync(key, default))!;
            int value = int.Parse(record.Data.Span, CultureInfo.InvariantCulture);
            SaveResult result = await ((ISupportsConditionalSave)backend).SaveAsync(
                new SaveRequest
                {
                    Key = key,
                    Data = Encoding.UTF8.GetBytes((value + 1).ToString(CultureInfo.InvariantCulture)),
                    Condition = SaveCondition.VersionIs(record.Version, record.Created),
                    WriteId = Guid.NewGuid(),
                },
                default);
            done += result.Status == SaveStatus.Saved ? 1 : 0;
        }

        await backend.DisconnectAsync(default);
    }

    /// <summary>Writes records until it is killed, and names each one that was acknowledged.</summary>
    private static async Task WriteForeverAsync(StorageBackend backend, string className)
    {
        await backend.ConnectAsync(default);
        var store = (ISupportsBatch)backend;
        for (int i = 0; ; i++)
        {
            SaveRequest[] requests = [.. Enumerable.Range(0, 10).Select(_ => new SaveRequest
            {
                Key = new RecordKey(className, Guid.NewGuid()),
                Data = Encoding.UTF8.GetBytes("\"" + new string((char)('a' + (i % 26)), 5_000) + "\""),
                WriteId = Guid.NewGuid(),
            })];
            await store.SaveManyAsync(requests, default);
            foreach (SaveRequest request in requests)
            {
                Console.WriteLine(request.Key.Id);
            }

            await Console.Out.FlushAsync();
        }
    }
}

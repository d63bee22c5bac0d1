using System.Text;
using System.Text.Json;
using Xunit;

namespace Toast.Testing;

/// <summary>What the parts that call a backend directly share.</summary>
/// <typeparam name="TPlace">The place to test.</typeparam>
public abstract class BackendConformance<TPlace> : ConformanceTests<TPlace>
    where TPlace : StoragePlace, new()
{
    /// <summary>How many rounds a race has.</summary>
    protected const int Rounds = 20;

    /// <summary>How many take part in a race.</summary>
    protected const int Racers = 8;

    private StorageBackend? backend;

    /// <summary>The backend under test.</summary>
    protected StorageBackend Backend => backend!;

    /// <inheritdoc/>
    public override async Task InitializeAsync()
    {
        await base.InitializeAsync();
        backend = await ConnectAsync();
    }

    /// <summary>The capability, or a visible skip if the backend does not have it.</summary>
    /// <typeparam name="TCapability">One of the capability interfaces.</typeparam>
    /// <param name="of">The backend; null for the one under test.</param>
    /// <returns>The backend as that interface.</returns>
    protected TCapability Need<TCapability>(StorageBackend? of = null)
        where TCapability : class
    {
        var capability = (of ?? Backend) as TCapability;
        Skip.If(capability is null, $"absent: {Capability.NameOf(typeof(TCapability))}");
        return capability!;
    }

    /// <summary>A key that no other test uses.</summary>
    /// <param name="className">The class name.</param>
    /// <returns>The key.</returns>
    protected static RecordKey NewKey(string className = "Order") => new(className, Guid.CreateVersion7());

    /// <summary>A record as an engine would save it.</summary>
    /// <param name="key">The key.</param>
    /// <param name="json">The data.</param>
    /// <returns>The record, written in 2030.</returns>
    protected static StoredRecord NewRecord(RecordKey key, string json = """{"n":1}""") => new()
    {
        Key = key,
        Data = Encoding.UTF8.GetBytes(json),
        Created = new DateTimeOffset(2030, 1, 2, 3, 4, 5, TimeSpan.Zero),
        Updated = new DateTimeOffset(2030, 1, 2, 3, 4, 6, TimeSpan.Zero),
        WriteId = Guid.NewGuid(),
    };

    /// <summary>A write with an id of its own.</summary>
    /// <param name="key">The key.</param>
    /// <param name="condition">What must hold; by default anything may be there.</param>
    /// <param name="json">The data.</param>
    /// <param name="lifetime">How long the record lives.</param>
    /// <returns>The request.</returns>
    protected static SaveRequest Write(
        RecordKey key, SaveCondition condition = default, string json = """{"n":1}""", TimeSpan? lifetime = null) => new()
        {
            Key = key,
            Data = Encoding.UTF8.GetBytes(json),
            Condition = condition,
            TimeToLive = lifetime,
            WriteId = Guid.NewGuid(),
        };

    /// <summary>The data of a record as text; fails if there is no record.</summary>
    /// <param name="record">The record.</param>
    /// <returns>Its JSON.</returns>
    protected static string JsonOf(StoredRecord? record) => Encoding.UTF8.GetString(Assert.IsType<StoredRecord>(record).Data.Span);

    /// <summary>Fails unless data is what was stored: byte for byte, or by value where the place keeps no bytes.</summary>
    /// <param name="expected">The stored data.</param>
    /// <param name="actual">The loaded data.</param>
    protected void SameData(ReadOnlyMemory<byte> expected, ReadOnlyMemory<byte> actual)
    {
        if (Place.KeepsBytes)
        {
            Assert.True(
                expected.Span.SequenceEqual(actual.Span),
                $"the data is not the same byte for byte ({expected.Length} and {actual.Length} bytes)");
        }
        else
        {
            using JsonDocument one = JsonDocument.Parse(expected), two = JsonDocument.Parse(actual);
            Assert.True(JsonElement.DeepEquals(one.RootElement, two.RootElement), "the data is not the same JSON value");
        }
    }

    /// <summary>Fails unless a record is what was stored.</summary>
    /// <param name="expected">The stored record.</param>
    /// <param name="actual">The loaded record.</param>
    protected void SameRecord(StoredRecord expected, StoredRecord? actual)
    {
        StoredRecord found = Assert.IsType<StoredRecord>(actual);
        Assert.Equal(expected with { Data = default }, found with { Data = default });
        SameData(expected.Data, found.Data);
    }

    /// <summary>Runs work several times at once, all starting together.</summary>
    /// <typeparam name="T">What each gives.</typeparam>
    /// <param name="racers">How many.</param>
    /// <param name="work">The work; gets its number.</param>
    /// <returns>What each gave.</returns>
    protected static async Task<T[]> RaceAsync<T>(int racers, Func<int, Task<T>> work)
    {
        var start = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var running = Enumerable.Range(0, racers).Select(async number =>
        {
            await start.Task;
            return await work(number);
        }).ToArray();
        start.SetResult();
        return await Task.WhenAll(running);
    }
}

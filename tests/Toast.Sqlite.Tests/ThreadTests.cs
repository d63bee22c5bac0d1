using Toast.Sqlite.Tests.Support;

namespace Toast.Sqlite.Tests;

[Trait("Behaviour", "B-132")]
public sealed class ThreadTests : StoreTest
{
    [Fact]
    public async Task B_132_1000_loads_that_cannot_end_occupy_no_thread_of_the_pool()
    {
        SessionThreads<Reader> threads = Start();
        using var gate = new ManualResetEventSlim();
        Task[] held = [.. Enumerable.Range(0, 2).Select(_ => threads.RunAsync(gate, null, static (_, gate) => { gate.Wait(); return 0; }, default))];
        Task<StoredRecord?>[] loads =
            [.. Enumerable.Range(0, 1_000).Select(_ => NewKey()).Select(key => threads.RunAsync(key, key, static (reader, key) => reader.Load(key), default))];

        // The pool still does what it is given. Behind 1,000 blocked threads it would need many minutes: it makes about one more each half second.
        await Task.WhenAll(Enumerable.Range(0, 100).Select(_ => Task.Run(static () => { }))).WaitAsync(TimeSpan.FromMinutes(1));
        Assert.All(loads, load => Assert.False(load.IsCompleted));

        gate.Set();
        await Task.WhenAll(held);
        Assert.All(await Task.WhenAll(loads), Assert.Null);
        await threads.CloseAsync();
    }

    [Fact]
    public async Task B_132_work_runs_on_threads_of_its_own_and_answers_elsewhere()
    {
        SessionThreads<Reader> threads = Start();
        (string? name, bool isPool) = await threads.RunAsync(
            0, null, static (_, _) => (Thread.CurrentThread.Name, Thread.CurrentThread.IsThreadPoolThread), default);
        Assert.Equal(("test", false), (name, isPool));
        Assert.NotEqual("test", Thread.CurrentThread.Name);
        await threads.CloseAsync();
        await Assert.ThrowsAsync<ObjectDisposedException>(() => threads.RunAsync(0, null, static (_, _) => 0, default));
    }

    private SessionThreads<Reader> Start()
    {
        SqliteSettings settings = SqliteSettings.Read(TempFolder.UrlOf(Folder.File));
        var file = new StoreFile(settings.Path);
        var opener = new StoreOpener(settings, file, new BusyWait(SqliteDefaults.BusyTimeout), new Failures(StorageUrl.Parse("sqlite:///x"), file));
        return new SessionThreads<Reader>("test", 2, () => new Reader(opener, TimeProvider.System));
    }
}

using System.Runtime.InteropServices;

namespace Toast.Tests.Backends.Memory;

public sealed class MemoryBackendTests
{
    [Fact]
    [Trait("Behaviour", "B-137")]
    public async Task B_137_one_name_is_one_place_and_no_name_is_a_place_of_its_own()
    {
        string name = "m" + Guid.NewGuid().ToString("N");
        RecordKey key = Writes.NewKey();
        MemoryBackend one = Open("memory://" + name), two = Open("memory://" + name), other = Open("memory://" + name + "x");
        MemoryBackend own = Open("memory://"), alsoOwn = Open("memory://");
        await one.SaveAsync(Writes.Of(key), default);
        await own.SaveAsync(Writes.Of(key), default);

        Assert.NotNull(await two.LoadAsync(key, default));
        Assert.Null(await other.LoadAsync(key, default));
        Assert.NotNull(await own.LoadAsync(key, default));
        Assert.Null(await alsoOwn.LoadAsync(key, default));
    }

    [Theory]
    [Trait("Behaviour", "B-137")]
    [InlineData("memory://name:80")]
    [InlineData("memory://user:secret@name")]
    [InlineData("memory://name/path")]
    [InlineData("memory://name?size=1")]
    [InlineData("memory://a,b")]
    public void B_137_an_impossible_url_is_refused_without_showing_secrets(string url)
    {
        var error = Assert.Throws<StorageValidationException>(() => Open(url));
        Assert.Equal(ErrorCodes.InvalidConfiguration, error.Code);
        Assert.DoesNotContain("secret", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Behaviour", "B-103")]
    public async Task B_103_the_caller_may_reuse_its_buffer_after_a_write()
    {
        MemoryBackend backend = Open("memory://");
        RecordKey saved = Writes.NewKey(), replaced = Writes.NewKey();
        byte[] buffer = """{"n":1}"""u8.ToArray();
        await backend.SaveAsync(Writes.Of(saved) with { Data = buffer }, default);
        await backend.SaveAsync(new StoredRecord { Key = replaced, Data = buffer, Created = default, Updated = default }, default);
        Array.Clear(buffer);

        Assert.Equal("""{"n":1}""", Writes.Text(await backend.LoadAsync(saved, default)));
        Assert.Equal("""{"n":1}""", Writes.Text(await backend.LoadAsync(replaced, default)));
    }

    [Fact]
    public async Task A_load_copies_nothing()
    {
        MemoryBackend backend = Open("memory://");
        RecordKey key = Writes.NewKey();
        await backend.SaveAsync(Writes.Of(key), default);

        StoredRecord one = (await backend.LoadAsync(key, default))!, two = (await backend.LoadAsync(key, default))!;

        Assert.True(MemoryMarshal.TryGetArray(one.Data, out ArraySegment<byte> first) && MemoryMarshal.TryGetArray(two.Data, out ArraySegment<byte> second) && first.Array == second.Array);
    }

    [Fact]
    [Trait("Behaviour", "B-116")]
    public async Task B_116_expired_records_leave_memory_by_a_sweep()
    {
        var time = new ManualTime();
        var backend = new MemoryBackend(StorageUrl.Parse("memory://"), time);
        RecordKey shortLived = Writes.NewKey(), prolonged = Writes.NewKey(), cleared = Writes.NewKey();
        foreach (RecordKey key in new[] { shortLived, prolonged, cleared })
        {
            await backend.SaveAsync(Writes.Of(key, lifetime: TimeSpan.FromSeconds(1)), default);
        }

        await backend.SaveAsync(Writes.Of(prolonged, lifetime: TimeSpan.FromHours(1)), default);
        await backend.SaveAsync(Writes.Of(cleared), default);
        time.Now += TimeSpan.FromSeconds(1);

        Assert.Equal(1, await backend.SweepAsync(default));
        Assert.Equal(0, await backend.SweepAsync(default));
        Assert.Equal(2, (await backend.ListAsync(new("Order", null, 10), default)).Count);
    }

    [Fact]
    [Trait("Behaviour", "B-117")]
    public async Task B_117_two_hundred_thousand_records_are_listed_page_by_page_in_big_endian_order()
    {
        MemoryBackend backend = Open("memory://");
        for (int i = 0; i < 200_000; i++)
        {
            await backend.SaveAsync(Writes.Of(new RecordKey("Order", Guid.NewGuid()), "{}"), default);
        }

        var seen = new List<Guid>();
        IReadOnlyList<ListedRecord> page;
        do
        {
            page = await backend.ListAsync(new("Order", seen.Count == 0 ? null : seen[^1], 500), default);
            seen.AddRange(page.Select(item => item.Id));
        }
        while (page.Count == 500);

        Assert.Equal(200_000, seen.Count);
        for (int i = 1; i < seen.Count; i++)
        {
            Assert.True(seen[i - 1].ToByteArray(bigEndian: true).AsSpan().SequenceCompareTo(seen[i].ToByteArray(bigEndian: true)) < 0);
        }
    }

    [Fact]
    public async Task A_write_of_a_small_record_allocates_little()
    {
        MemoryBackend backend = Open("memory://");
        var requests = Enumerable.Range(0, 4096).Select(_ => Writes.Of(Writes.NewKey(), """{"name":"Alice","email":"alice@example.com","age":30}""")).ToArray();
        foreach (SaveRequest request in requests)
        {
            await backend.SaveAsync(request, default);
        }

        long before = GC.GetAllocatedBytesForCurrentThread();
        foreach (SaveRequest request in requests)
        {
            _ = backend.SaveAsync(request with { }, default);
        }

        long each = (GC.GetAllocatedBytesForCurrentThread() - before) / requests.Length;
        Assert.True(each < 600, $"{each} bytes a write");
    }

    private static MemoryBackend Open(string url) => new(StorageUrl.Parse(url));
}

using Toast.Core.Tests.Engine;

namespace Toast.Core.Tests.Verbs;

/// <summary>Counts of all stores, for people who look at them.</summary>
public sealed class CountingTests
{
    private readonly MemoryBackend main = new(StorageUrl.Parse("memory://")), other = new(StorageUrl.Parse("memory://"));

    [Fact]
    public async Task Each_store_tells_its_classes_by_name()
    {
        await using IToast toast = New();
        await CreateAsync(toast, "Zebra", 1);
        await CreateAsync(toast, "Ape", 3);
        await CreateAsync(toast, "Session", 2);

        IReadOnlyList<StoreCounts> stores = await toast.Records.CountAsync();

        Assert.Equal(["main", "other"], stores.Select(store => store.Store));
        Assert.Equal([new ClassCount("Ape", 3), new ClassCount("Zebra", 1)], stores[0].Classes);
        Assert.Equal([new ClassCount("Session", 2)], stores[1].Classes);
        Assert.All(stores, store => Assert.True(store is { IsComplete: true, Code: null, Unreachable: [] }));
    }

    [Fact]
    public async Task What_cannot_be_reached_by_its_class_name_is_told_apart()
    {
        // Left behind when the class was mapped to the other store.
        await main.SaveAsync(Record("Session"), default);
        await main.SaveAsync(Record("Refused"), default);
        await main.SaveAsync(Record("Ape"), default);
        await using IToast toast = New(builder => builder.AcceptClasses("Ape", "Session"));

        StoreCounts counts = (await toast.Records.CountAsync())[0];

        Assert.Equal([new ClassCount("Ape", 1)], counts.Classes);
        Assert.Equal([new ClassCount("Refused", 1), new ClassCount("Session", 1)], counts.Unreachable);
    }

    [Fact]
    public async Task Names_that_no_reference_can_have_are_left_out()
    {
        await main.SaveAsync(Record("<b>"), default);
        await using IToast toast = New();

        Assert.True((await toast.Records.CountAsync())[0] is { Classes: [], Unreachable: [] });
    }

    [Fact]
    public async Task A_store_that_cannot_count_does_not_hide_the_others()
    {
        await using IToast toast = New(builder => builder.AddStore("plain", new HookedBackend()));
        await CreateAsync(toast, "Ape", 1);

        IReadOnlyList<StoreCounts> stores = await toast.Records.CountAsync();

        Assert.Equal([new ClassCount("Ape", 1)], stores.Single(store => store.Store == "main").Classes);
        StoreCounts plain = stores.Single(store => store.Store == "plain");
        Assert.True(plain is { Code: ErrorCodes.NotSupported, IsComplete: false, Classes: [] });
    }

    [Fact]
    public async Task A_count_can_be_cancelled()
    {
        await using IToast toast = New();
        using var cancelled = new CancellationTokenSource();
        await cancelled.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => toast.Records.CountAsync(cancellationToken: cancelled.Token));
    }

    private static async Task CreateAsync(IToast toast, string className, int count)
    {
        for (int i = 0; i < count; i++)
        {
            await toast.Records.CreateAsync(className, "{}"u8.ToArray());
        }
    }

    private static StoredRecord Record(string className) => new()
    {
        Key = new RecordKey(className, Guid.NewGuid()),
        Data = "{}"u8.ToArray(),
        Created = DateTimeOffset.UnixEpoch,
        Updated = DateTimeOffset.UnixEpoch,
    };

    private IToast New(Action<ToastBuilder>? configure = null)
    {
        ToastBuilder builder = new ToastBuilder().AddStore("main", main).AddStore("other", other).MapClass("Session*", "other").UseDefaultStore("main");
        configure?.Invoke(builder);
        return builder.Build();
    }
}

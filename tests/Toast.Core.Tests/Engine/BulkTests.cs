namespace Toast.Core.Tests.Engine;

public sealed class BulkTests
{
    [Fact]
    [Trait("Behaviour", "B-121")]
    public async Task B_121_the_same_instance_far_apart_is_written_once()
    {
        await using IToast toast = New();
        var note = new Note { Text = "x" };
        object[] items = [note, .. Enumerable.Range(0, 5000).Select(_ => new Note()), note];

        IReadOnlyList<DumpResult> results = await toast.DumpManyAsync(items);

        Assert.Equal(results[0], results[^1]);
        Assert.Equal(1, (await toast.GetInfoAsync(results[0].Reference!)).Version);
    }

    [Fact]
    [Trait("Behaviour", "B-120")]
    public async Task B_120_a_foreign_exception_fails_its_item_alone()
    {
        IToast toast = New();
        var first = new Note();
        IEnumerable<object> Items()
        {
            for (int i = 0; i < 4096; i++)
            {
                yield return first;
            }

            toast.DisposeAsync().AsTask().Wait();
            yield return new Note();
        }

        IReadOnlyList<DumpResult> results = await toast.DumpManyAsync(Items());

        Assert.True(results[0].Succeeded);
        Assert.IsType<ObjectDisposedException>(results[^1].Error);
    }

    [Fact]
    [Trait("Behaviour", "B-120")]
    public async Task B_120_wrong_options_and_a_cancelled_token_throw_before_anything_is_tried()
    {
        await using IToast toast = New();
        object[] items = [new Note()];

        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => toast.DumpManyAsync(items, new DumpOptions { TimeToLive = TimeSpan.Zero }));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => toast.DumpManyAsync(items, new DumpOptions { ExpectedVersion = -1 }));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => toast.DumpManyAsync(items, new DumpOptions { Timeout = TimeSpan.Zero }));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => toast.DumpManyAsync(items, null, new CancellationToken(canceled: true)));
        Assert.Empty(await toast.ListAsync<Note>().ToListAsync());
    }

    [Fact]
    public async Task More_items_than_allowed_are_refused_before_anything_is_tried()
    {
        await using IToast toast = new ToastBuilder().AddStore("main", "memory://").AddModel<Note>().Configure(o => o.MaxBulkItems = 2).Build();
        object[] items = [new Note(), new Note(), new Note()];
        var reference = new ExternalReference("Note", Guid.CreateVersion7());

        var dump = await Assert.ThrowsAsync<StorageValidationException>(() => toast.DumpManyAsync(items));
        var validate = await Assert.ThrowsAsync<StorageValidationException>(() => toast.ValidateManyAsync<Note>([reference, reference, reference]));

        Assert.Equal((ErrorCodes.TooManyItems, ErrorCodes.TooManyItems), (dump.Code, validate.Code));
        Assert.Empty(await toast.ListAsync<Note>().ToListAsync());
    }

    [Fact]
    [Trait("Behaviour", "B-122")]
    public async Task B_122_a_null_reference_fails_at_its_place()
    {
        await using IToast toast = New();
        ExternalReference reference = await toast.DumpAsync(new Note());

        IReadOnlyList<ValidateResult<Note>> results = await toast.ValidateManyAsync<Note>([reference, null!]);

        Assert.True(results[0].Succeeded);
        Assert.IsType<ArgumentNullException>(results[1].Error);
    }

    private static IToast New() => new ToastBuilder().AddStore("main", "memory://").AddModel<Note>().Build();
}

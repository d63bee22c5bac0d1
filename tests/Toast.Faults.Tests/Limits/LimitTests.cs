using Toast.Faults.Tests.Models;
using Toast.Faults.Tests.Support;

namespace Toast.Faults.Tests.Limits;

/// <summary>Records at the limits of size and depth through the verbs: the last accepted one, the first refused one, and what lowering a limit does.</summary>
public sealed class LimitTests
{
    private const int Limit = 16 * 1024 * 1024;

    /// <summary>The JSON of an empty document, which the text of one is added to.</summary>
    private static readonly int Frame = """{"text":"","vector":[],"items":[],"words":[]}""".Length;

    [Theory, Trait("Behaviour", "B-205")]
    [InlineData(Place.Sqlite)]
    [InlineData(Place.File)]
    [InlineData(Place.Memory)]
    public async Task B_205_the_largest_record_is_kept_exactly(string kind)
    {
        using var place = new Place(kind);
        await using IToast toast = Engines.On(place.Url);
        var largest = new Document { Text = new string('x', Limit - Frame) };
        ExternalReference reference = await toast.DumpAsync(largest);

        Assert.Equal(Limit, (await toast.Records.ReadAsync(reference)).Data.Length);
        Assert.Equal(largest.Text, (await toast.ValidateAsync<Document>(reference)).Text);
        var error = await Assert.ThrowsAsync<StorageValidationException>(() => toast.DumpAsync(new Document { Text = largest.Text + "x" }, reference));
        Assert.Equal(ErrorCodes.RecordTooLarge, error.Code);
        Assert.Equal(largest.Text, (await toast.ValidateAsync<Document>(reference)).Text);
    }

    [Fact, Trait("Behaviour", "B-205"), Trait("Behaviour", "B-207")]
    public async Task B_205_B_207_what_is_too_large_or_too_deep_never_reaches_the_store()
    {
        var backend = new CountingBackend();
        await using IToast toast = Engines.On(backend);
        byte[] tooLarge = new byte[Limit + 1];
        tooLarge.AsSpan().Fill((byte)' ');
        "{}"u8.CopyTo(tooLarge);
        var error = await Assert.ThrowsAsync<StorageValidationException>(() => toast.DumpAsync(new Document { Text = new string('x', Limit - Frame + 1) }));
        Assert.Contains("16777216", error.Message, StringComparison.Ordinal);

        // Three bytes for each character: what counts is the JSON, not the text.
        await RefusedAsync(ErrorCodes.RecordTooLarge, () => toast.DumpAsync(new Document { Text = new string('\u20ac', (Limit / 3) + 1) }));
        await RefusedAsync(ErrorCodes.RecordTooLarge, () => toast.Records.CreateAsync("Document", tooLarge));
        await RefusedAsync(ErrorCodes.RecordTooLarge, () => toast.For<string>().DumpAsync(new string('x', Limit - 1)));
        await RefusedAsync(ErrorCodes.TooDeep, () => toast.DumpAsync(Tree.OfDepth(65)));
        await RefusedAsync(ErrorCodes.TooDeep, () => toast.Records.CreateAsync("Tree", Nested(65)));
        DumpResult alone = (await toast.DumpManyAsync([Tree.OfDepth(65)]))[0];
        Assert.Equal(ErrorCodes.TooDeep, Assert.IsType<StorageValidationException>(alone.Error).Code);
        Assert.Equal(0, backend.Calls);
    }

    [Theory, Trait("Behaviour", "B-207")]
    [InlineData(Place.Sqlite)]
    [InlineData(Place.File)]
    [InlineData(Place.Memory)]
    public async Task B_207_64_levels_are_kept_and_the_limit_can_be_raised_to_1000(string kind)
    {
        using var place = new Place(kind);
        await using IToast toast = Engines.On(place.Url);
        Assert.Equal(64, (await toast.ValidateAsync<Tree>(await toast.DumpAsync(Tree.OfDepth(64)))).Depth());

        await using IToast deep = Engines.On(place.Url, builder => builder.Configure(options => options.MaxDepth = 1_000));
        ExternalReference reference = await deep.DumpAsync(Tree.OfDepth(1_000));
        Assert.Equal(1_000, (await deep.ValidateAsync<Tree>(reference)).Depth());
        await RefusedAsync(ErrorCodes.TooDeep, () => deep.DumpAsync(Tree.OfDepth(1_001)));

        // Stored under the higher limit, readable under the lower one; only a dump is refused.
        Tree restored = await toast.ValidateAsync<Tree>(reference);
        Assert.Equal(1_000, restored.Depth());
        Assert.Equal(1_000, (await toast.ValidateManyAsync<Tree>([reference]))[0].Value!.Depth());
        await RefusedAsync(ErrorCodes.TooDeep, () => toast.DumpAsync(restored));
        Assert.Equal(1, (await toast.GetInfoAsync(reference)).Version);
    }

    [Theory, Trait("Behaviour", "B-205"), Trait("Behaviour", "B-207"), Trait("Behaviour", "B-142")]
    [InlineData(Place.Sqlite)]
    [InlineData(Place.File)]
    [InlineData(Place.Memory)]
    public async Task B_205_B_207_lowering_a_limit_leaves_every_stored_record_readable_and_upgradable(string kind)
    {
        using var place = new Place(kind);
        ExternalReference large;
        ExternalReference tree;
        await using (IToast first = Engines.On(place.Url, builder => builder.Configure(options => options.MaxDepth = 1_000)))
        {
            large = await first.DumpAsync(new Document { Text = new string('x', 100_000), Items = [1] });
            tree = await first.DumpAsync(Tree.OfDepth(900));
            if (kind == Place.Memory)
            {
                // A named place in memory lives as long as the process.
                Assert.True(await first.ExistsAsync(large));
            }
        }

        await using IToast toast = Engines.On(place.Url, builder => builder
            .Configure(options => (options.MaxRecordBytes, options.MaxDepth, options.MaxNumberDigits) = (1_000, 5, 50))
            .AddModel<GrownTree>(model => model.Upgrade(1, data => data)));
        Document restored = await toast.ValidateAsync<Document>(large);
        Assert.Equal((100_000, 1), (restored.Text.Length, restored.Items.Count));
        Assert.True((await toast.Records.ReadAsync(large)).Data.Length > 100_000);
        Assert.NotNull((await toast.ValidateAsync<GrownTree>(tree)).Down);
        await RefusedAsync(ErrorCodes.RecordTooLarge, () => toast.DumpAsync(restored));
        await toast.DumpAsync(new Document { Text = "small" }, large);
        Assert.Equal("small", (await toast.ValidateAsync<Document>(large)).Text);
    }

    [Fact, Trait("Behaviour", "B-143")]
    public async Task B_143_an_upgrader_whose_data_json_cannot_hold_is_an_error_of_toast()
    {
        var backend = new CountingBackend();
        await using IToast old = Engines.On(backend);
        ExternalReference tree = await old.DumpAsync(Tree.OfDepth(2));
        await using IToast toast = Engines.On(backend, builder => builder.AddModel<GrownTree>(model => model.Upgrade(1, data => new() { ["down"] = double.NaN })));

        await RefusedAsync(ErrorCodes.StoredDataInvalid, () => toast.ValidateAsync<GrownTree>(tree));
        Assert.NotNull((await old.ValidateAsync<Tree>(tree)).Down);
    }

    [Fact, Trait("Behaviour", "B-206")]
    public void B_206_a_limit_above_what_a_store_carries_is_refused_at_the_start()
    {
        var error = Assert.ThrowsAny<ExternalStorageException>(() => Engines.On(
            new NarrowBackend(), builder => builder.AddModel<Document>().Configure(options => options.MaxRecordBytes = 20_000)));
        Assert.Equal(ErrorCodes.InvalidConfiguration, error.Code);
        Assert.Contains("10000", error.Message, StringComparison.Ordinal);
        foreach (int depth in new[] { 0, 1_001 })
        {
            var depthError = Assert.ThrowsAny<ExternalStorageException>(() => Engines.On("memory://", builder => builder.Configure(options => options.MaxDepth = depth)));
            Assert.Contains("1 to 1,000", depthError.Message, StringComparison.Ordinal);
        }
    }

    [Theory, Trait("Behaviour", "B-250")]
    [InlineData(Place.Sqlite)]
    [InlineData(Place.File)]
    [InlineData(Place.Memory)]
    public async Task B_250_large_content_is_exact(string kind)
    {
        using var place = new Place(kind);
        await using IToast toast = Engines.On(place.Url);
        var random = new Random(250);
        var document = new Document
        {
            Text = string.Create(10_000_000, random, static (text, random) =>
            {
                for (int i = 0; i < text.Length; i++)
                {
                    text[i] = (char)random.Next(' ', '~');
                }
            }),
            Vector = [.. Enumerable.Range(0, 4_096).Select(_ => BitConverter.Int32BitsToSingle(random.Next())).Select(value => float.IsNaN(value) ? 0 : value)],
            Items = [.. Enumerable.Range(0, 100_000).Select(_ => random.Next())],
            Words = [.. Enumerable.Range(0, 100_000).Select(i => $"w{i}")],
        };
        Document restored = await toast.ValidateAsync<Document>(await toast.DumpAsync(document));

        Assert.Equal(document.Text, restored.Text);
        Assert.Equal(document.Vector, restored.Vector);
        Assert.Equal(document.Items, restored.Items);
        Assert.Equal(document.Words, restored.Words);
    }

    private static async Task RefusedAsync(string code, Func<Task> verb) =>
        Assert.Equal(code, (await Assert.ThrowsAsync<StorageValidationException>(verb)).Code);

    private static byte[] Nested(int levels) =>
        [.. "{\"down\":"u8, .. Enumerable.Repeat((byte)'[', levels - 1), .. Enumerable.Repeat((byte)']', levels - 1), (byte)'}'];

    /// <summary>A store that says it carries little.</summary>
    private sealed class NarrowBackend() : StorageBackend(StorageUrl.Parse("narrow://"))
    {
        public override long MaxRecordBytes => 10_000;

        public override Task ConnectAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public override Task DisconnectAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public override Task SaveAsync(StoredRecord record, CancellationToken cancellationToken) => Task.CompletedTask;

        public override Task<StoredRecord?> LoadAsync(RecordKey key, CancellationToken cancellationToken) => Task.FromResult<StoredRecord?>(null);
    }
}

using Toast.Core.Tests.Verbs.Models;

namespace Toast.Core.Tests.Verbs;

/// <summary>Versions, deletes and shapes of one record over its life, on every store.</summary>
public sealed class LifeTests : VerbTest
{
    [Theory]
    [MemberData(nameof(AllStores))]
    [Trait("Behaviour", "B-107")]
    [Trait("Behaviour", "B-112")]
    public async Task B_107_B_112_a_guarded_model_whose_record_is_gone_is_stored_again_only_when_asked(string kind)
    {
        IToast toast = Open(kind);
        var customer = new GuardedCustomer { Name = "Ada" };
        ExternalReference reference = await toast.DumpAsync(customer);
        await toast.DeleteAsync(reference);

        await FailsAsync<RecordNotFoundException>(ErrorCodes.NotFound, () => toast.DumpAsync(customer));
        Assert.False(await toast.ExistsAsync(reference));
        Assert.Equal(reference, await toast.DumpAsync(customer, new DumpOptions { Recreate = true }));
        Assert.Equal("Ada", (await toast.ValidateAsync<GuardedCustomer>(reference)).Name);

        // Asking for it does not take the guard away from a record that is there.
        GuardedCustomer stale = await toast.ValidateAsync<GuardedCustomer>(reference);
        await toast.DumpAsync(customer);
        await FailsAsync<ConcurrencyException>(ErrorCodes.Conflict, () => toast.DumpAsync(stale, new DumpOptions { Recreate = true }));
    }

    [Theory]
    [MemberData(nameof(AllStores))]
    [Trait("Behaviour", "B-106")]
    [Trait("Behaviour", "B-113")]
    public async Task B_106_B_113_dumps_and_deletes_can_name_the_version_they_expect(string kind)
    {
        IToast toast = Open(kind);
        var customer = new Customer("Ada", 36);
        ExternalReference reference = await toast.DumpAsync(customer, new DumpOptions { ExpectedVersion = 0 });
        var again = await FailsAsync<ConcurrencyException>(
            ErrorCodes.Conflict, () => toast.DumpAsync(new Customer("Eve", 1), reference, new DumpOptions { ExpectedVersion = 0 }));
        var old = await FailsAsync<ConcurrencyException>(ErrorCodes.Conflict, () => toast.DumpAsync(customer, new DumpOptions { ExpectedVersion = 7 }));
        var delete = await FailsAsync<ConcurrencyException>(ErrorCodes.Conflict, () => toast.DeleteAsync(reference, new DeleteOptions { ExpectedVersion = 2 }));

        Assert.Equal((0, 1), (again.ExpectedVersion, again.ActualVersion));
        Assert.Equal((7, 1), (old.ExpectedVersion, old.ActualVersion));
        Assert.Equal((2, 1), (delete.ExpectedVersion, delete.ActualVersion));
        await toast.DumpAsync(customer, new DumpOptions { ExpectedVersion = 1 });
        Assert.True(await toast.DeleteAsync(reference, new DeleteOptions { ExpectedVersion = 2 }));
        Assert.False(await toast.DeleteAsync(reference));
        await FailsAsync<RecordNotFoundException>(ErrorCodes.NotFound, () => toast.ValidateAsync<Customer>(reference));
    }

    [Theory]
    [MemberData(nameof(AllStores))]
    [Trait("Behaviour", "B-231")]
    public async Task B_231_a_child_that_cannot_change_is_written_once_and_a_changed_copy_of_it_as_a_new_one(string kind)
    {
        IToast toast = Open(kind);
        var stamp = new Stamp("FI", 5);
        ExternalReference reference = await toast.DumpAsync(new Letter { Text = "a", Stamp = stamp });
        Letter restored = await toast.ValidateAsync<Letter>(reference);
        restored.Text = "b";
        await toast.DumpAsync(restored);
        Assert.Equal((2, 1), ((await toast.GetInfoAsync(reference))!.Version, (await toast.GetInfoAsync(toast.GetReference(stamp)!))!.Version));

        restored.Stamp = restored.Stamp! with { Value = 6 };
        await toast.DumpAsync(restored);
        Assert.NotEqual(toast.GetReference(stamp), toast.GetReference(restored.Stamp));
        Assert.Equal(6, (await toast.ValidateAsync<Letter>(reference)).Stamp!.Value);

        // Dumped itself, it is written as any other is.
        Stamp alone = await toast.ValidateAsync<Stamp>(toast.GetReference(stamp)!);
        await toast.DumpAsync(alone);
        Assert.Equal((2, 5), ((await toast.GetInfoAsync(toast.GetReference(stamp)!))!.Version, (await toast.ValidateAsync<Stamp>(toast.GetReference(stamp)!)).Value));
    }

    [Theory]
    [MemberData(nameof(AllStores))]
    [Trait("Behaviour", "B-109")]
    [Trait("Behaviour", "B-110")]
    public async Task B_109_B_110_each_dump_raises_the_version_also_without_a_change_and_times_go_forward(string kind)
    {
        IToast toast = Open(kind);
        var customer = new BriefCustomer { Name = "Ada" };
        ExternalReference reference = await toast.DumpAsync(customer);
        RecordInfo first = await toast.GetInfoAsync(reference), last = first;
        for (int version = 2; version <= 10; version++)
        {
            await toast.DumpAsync(customer);
            RecordInfo next = await toast.GetInfoAsync(reference);
            Assert.Equal((version, first.Created, 1), (next.Version, next.Created, next.SchemaVersion));
            Assert.True(next.Updated >= last.Updated);
            Assert.Equal(TimeSpan.FromMinutes(10), next.Expires - next.Updated);
            last = next;
        }

        Assert.Equal(1, first.Version);
        Assert.Equal((TimeSpan.Zero, TimeSpan.Zero), (last.Created.Offset, last.Updated.Offset));
    }

    [Theory]
    [MemberData(nameof(AllStores))]
    [Trait("Behaviour", "B-017")]
    [Trait("Behaviour", "B-142")]
    [Trait("Behaviour", "B-143")]
    public async Task B_017_B_142_B_143_steps_run_in_order_on_load_only_and_a_bad_one_is_named(string kind)
    {
        string url = UrlOf(kind);
        IToast toast = Open(builder => builder.UseDefaultStore(url).AddModel<Raised>(model => model
            .Upgrade(2, json =>
            {
                json["trail"] = $"{json["trail"]}, two";
                return json;
            })
            .Upgrade(1, json =>
            {
                json["trail"] = $"{json["text"]}, one";
                return json;
            })));
        ExternalReference reference = (await toast.Records.CreateAsync("Raised", """{"text":"start"}"""u8.ToArray())).Reference;
        Raised raised = await toast.ValidateAsync<Raised>(reference);
        Assert.Equal("start, one, two", raised.Trail);
        Assert.Equal((1, 1L), await SchemaAsync());

        IToast incomplete = Open(builder => builder.UseDefaultStore(url).AddModel<Raised>(model => model.Upgrade(1, json => json)));
        IToast failing = Open(builder => builder.UseDefaultStore(url).AddModel<Raised>(model => model
            .Upgrade(1, json => json).Upgrade(2, _ => throw new InvalidOperationException("secret"))));
        if (kind != "memory")
        {
            var missing = await FailsAsync<StorageValidationException>(ErrorCodes.SchemaNoUpgrader, () => incomplete.ValidateAsync<Raised>(reference));
            Assert.All(["version 1", "writes 3", "from version 2"], part => Assert.Contains(part, missing.Message, StringComparison.Ordinal));
            var thrown = await FailsAsync<StorageValidationException>(ErrorCodes.StoredDataInvalid, () => failing.ValidateAsync<Raised>(reference));
            Assert.Contains("from schema version 2 to 3", thrown.Message, StringComparison.Ordinal);
            Assert.DoesNotContain("secret", thrown.Message, StringComparison.Ordinal);
            Assert.Equal("""{"text":"start"}"""u8.ToArray(), (await failing.Records.ReadAsync(reference)).Data.ToArray());
        }

        await toast.DumpAsync(raised);
        Assert.Equal((3, 2L), await SchemaAsync());

        async Task<(int SchemaVersion, long Version)> SchemaAsync()
        {
            RecordInfo info = await toast.GetInfoAsync(reference);
            return (info.SchemaVersion, info.Version);
        }
    }

    [External(SchemaVersion = 3)]
    private sealed class Raised
    {
        public string Text { get; set; } = "";

        public string Trail { get; set; } = "";
    }
}

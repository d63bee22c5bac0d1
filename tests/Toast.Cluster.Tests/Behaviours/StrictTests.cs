using Toast.Client.Contract;
using Toast.Client.Wire;
using Toast.Cluster.Tests.Models;
using Toast.Cluster.Tests.Support;

namespace Toast.Cluster.Tests.Behaviours;

/// <summary>What a silo decides itself, and what it refuses.</summary>
[Collection(StrictCluster.Name)]
public sealed class StrictTests(StrictCluster cluster)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task A_mapped_class_lives_where_the_silo_says_whatever_the_model_names()
    {
        IToast toast = cluster.NewEngine(builder => builder.UseDefaultStore("main"));
        int main = StrictCluster.Main.Writes, other = StrictCluster.Other.Writes;
        await toast.DumpAsync(new GuardedNote { Text = "mapped" });

        Assert.Equal((main, other + 1), (StrictCluster.Main.Writes, StrictCluster.Other.Writes));
    }

    [Fact]
    public async Task A_record_can_be_read_from_another_store_by_name()
    {
        IToast toast = cluster.NewEngine();
        ExternalReference reference = await toast.DumpAsync(new Note { Text = "in main" });
        await StrictCluster.Other.Inner.SaveAsync(
            new SaveRequest { Key = new RecordKey("Note", reference.Id), Data = """{"text":"in other"}"""u8.ToArray(), WriteId = Guid.NewGuid() }, CancellationToken.None);

        Assert.Equal("in other", (await toast.ValidateAsync<Note>(reference, new ValidateOptions { Source = "other" })).Text);
        Assert.Equal("in main", (await toast.ValidateAsync<Note>(reference)).Text);
    }

    [Fact, Trait("Behaviour", "B-506")]
    public async Task B_506_a_silo_that_always_checks_shows_every_change_at_once()
    {
        IToast toast = cluster.NewEngine();
        ExternalReference reference = await toast.DumpAsync(new Note { Text = "old" });
        await StrictCluster.Main.Inner.SaveAsync(
            new SaveRequest { Key = new RecordKey("Note", reference.Id), Data = """{"text":"new"}"""u8.ToArray(), Condition = SaveCondition.Exists, WriteId = Guid.NewGuid() },
            CancellationToken.None);

        Assert.Equal("new", (await toast.ValidateAsync<Note>(reference)).Text);
    }

    [Fact]
    public async Task A_model_that_names_a_url_has_to_be_mapped_and_its_url_is_never_sent()
    {
        IToast toast = cluster.NewEngine();
        StorageValidationException refused = await Assert.ThrowsAsync<StorageValidationException>(() => toast.DumpAsync(new UrlNote { Text = "x" }));

        Assert.Equal((ErrorCodes.UnknownStore, "UrlNote"), (refused.Code, refused.ClassName));
        Assert.Contains("Toast:Classes:UrlNote", refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("secret-word", refused.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("main")]
    [InlineData("orleans")]
    [InlineData("absent")]
    public async Task A_store_that_cannot_be_counted_is_told_of_and_hides_no_other(string store)
    {
        IToast toast = cluster.NewEngine(builder => builder.UseDefaultStore(store));

        StoreCounts counts = Assert.Single(await toast.Records.CountAsync(), counts => counts.Store == store);

        Assert.Equal(store == "absent" ? ErrorCodes.UnknownStore : ErrorCodes.NotSupported, counts.Code);
    }

    [Fact]
    public async Task A_store_that_the_silo_does_not_have_is_refused()
    {
        IToast toast = cluster.NewEngine(builder => builder.UseDefaultStore("nowhere"));
        StorageValidationException refused = await Assert.ThrowsAsync<StorageValidationException>(() => toast.DumpAsync(new Note()));
        Assert.Equal(ErrorCodes.UnknownStore, refused.Code);
        refused = await Assert.ThrowsAsync<StorageValidationException>(() => toast.ValidateAsync<Note>(new ExternalReference("Note", Guid.NewGuid())));
        Assert.Equal(ErrorCodes.UnknownStore, refused.Code);
    }

    [Fact]
    public async Task A_class_that_is_not_accepted_is_refused_and_leaves_no_grain_behind()
    {
        await cluster.NewEngine().DumpAsync(new Note());
        IRecordGrain grain = cluster.Cluster.Client.GetGrain<IRecordGrain>(Guid.NewGuid(), "Forged");
        await RefusedAsync(ErrorCodes.UnknownClass, () => grain.LoadAsync(new LoadCall { Budget = Patience }, default));
        await RefusedAsync(ErrorCodes.UnknownClass, () => grain.DeleteAsync(new DeleteCall { Budget = Patience }, default));
        await RefusedAsync(ErrorCodes.UnknownClass, () => grain.SaveAsync(Save([1]), default));
        await GoneAsync(grain);
    }

    [Theory]
    [InlineData("bad name")]
    [InlineData("../etc/passwd")]
    [InlineData("a\nb")]
    public async Task A_class_name_that_is_not_well_formed_is_refused_and_leaves_no_grain_behind(string name)
    {
        IRecordGrain grain = cluster.Cluster.Client.GetGrain<IRecordGrain>(Guid.NewGuid(), name);
        await RefusedAsync(ErrorCodes.InvalidReference, () => grain.LoadAsync(new LoadCall { Budget = Patience }, default));
        await GoneAsync(grain);
    }

    [Fact]
    public async Task A_record_over_the_silos_limit_is_refused_and_leaves_no_grain_behind()
    {
        int writes = StrictCluster.Main.Writes;
        IRecordGrain grain = cluster.Cluster.Client.GetGrain<IRecordGrain>(Guid.NewGuid(), "Note");
        await RefusedAsync(ErrorCodes.RecordTooLarge, () => grain.SaveAsync(Save(new byte[StrictCluster.MaxRecordBytes + 1]), default));
        await GoneAsync(grain);
        Assert.Equal(writes, StrictCluster.Main.Writes);
    }

    [Fact]
    public async Task A_write_of_a_later_version_of_toast_is_refused_rather_than_misread()
    {
        IRecordGrain grain = cluster.Cluster.Client.GetGrain<IRecordGrain>(Guid.NewGuid(), "Note");
        var call = new SaveCall
        {
            Place = default,
            Data = "{}"u8.ToArray(),
            SchemaVersion = 1,
            Condition = new WireCondition { Kind = 99 },
            WriteId = Guid.NewGuid(),
            Budget = Patience,
        };
        await RefusedAsync(ErrorCodes.InvalidValue, () => grain.SaveAsync(call, default));
    }

    [Fact]
    public async Task A_class_kept_by_a_storage_of_orleans_is_dumped_restored_changed_and_deleted()
    {
        IToast toast = cluster.NewEngine();
        var link = new Link { Text = "one" };
        ExternalReference reference = await toast.DumpAsync(link);
        link.Text = "two";
        await toast.DumpAsync(link);

        Assert.Equal("two", (await toast.ValidateAsync<Link>(reference)).Text);
        Assert.Equal(2, (await toast.GetInfoAsync(reference)).Version);
        ConcurrencyException conflict = await Assert.ThrowsAsync<ConcurrencyException>(
            () => toast.DumpAsync(new Link { Text = "x" }, reference, new DumpOptions { ExpectedVersion = 1 }));
        Assert.Equal((1L, 2L), (conflict.ExpectedVersion, conflict.ActualVersion));
        Assert.True(await toast.DeleteAsync(reference));
        await Assert.ThrowsAsync<RecordNotFoundException>(() => toast.DumpAsync(link));
        Assert.False(await toast.ExistsAsync(reference));
        await toast.DumpAsync(link, new DumpOptions { Recreate = true });
        Assert.Equal("two", (await toast.ValidateAsync<Link>(reference)).Text);
    }

    [Fact]
    public async Task A_storage_of_orleans_cannot_list_and_says_so()
    {
        IToast toast = cluster.NewEngine();
        ExternalStorageException refused = await Assert.ThrowsAsync<ExternalStorageException>(async () =>
        {
            await foreach (ExternalReference _ in toast.ListAsync<Link>())
            {
                Assert.Fail("Nothing can be listed.");
            }
        });
        Assert.Equal((ErrorCodes.NotSupported, "orleans"), (refused.Code, refused.Store));
    }

    private static SaveCall Save(byte[] data) => new()
    {
        Place = default,
        Data = data,
        SchemaVersion = 1,
        Condition = WireCondition.Of(SaveCondition.Any),
        WriteId = Guid.NewGuid(),
        Budget = Patience,
    };

    private static async Task RefusedAsync(string code, Func<Task> call) =>
        Assert.Equal(code, (await Assert.ThrowsAsync<StorageValidationException>(call)).Code);

    private async Task GoneAsync(IRecordGrain grain)
    {
        IManagementGrain management = cluster.Cluster.Client.GetGrain<IManagementGrain>(0);
        using var patience = new CancellationTokenSource(Patience);
        while ((await management.GetDetailedGrainStatistics()).Any(activation => activation.GrainId == grain.GetGrainId()))
        {
            await Task.Delay(10, patience.Token);
        }
    }
}

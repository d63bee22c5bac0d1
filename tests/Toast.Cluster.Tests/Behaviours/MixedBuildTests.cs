using System.Text;
using Toast.Cluster.Tests.Models;
using Toast.Cluster.Tests.Support;

namespace Toast.Cluster.Tests.Behaviours;

/// <summary>Silos whose apps are of different builds, side by side on one store: the older one never destroys what the newer one wrote.</summary>
public sealed class MixedBuildTests : OnWatchedStore
{
    [Fact, Trait("Behaviour", "B-512"), Trait("Behaviour", "B-144")]
    public async Task B_144_B_512_members_that_the_older_build_does_not_know_stay_through_its_writes()
    {
        (IToast older, IToast newer) = (OnSilo(0, toast => toast.AddModel<Builds.Old>()), OnSilo(1, toast => toast.AddModel<Builds.Wider>()));
        ExternalReference reference = await newer.DumpAsync(new Builds.Wider { Text = "by the newer", Added = 7 });
        Builds.Old known = await older.ValidateAsync<Builds.Old>(reference);
        known.Text = "by the older";
        await older.DumpAsync(known);
        Builds.Wider restored = await newer.ValidateAsync<Builds.Wider>(reference);

        Assert.Equal(("by the older", 7), (restored.Text, restored.Added));
    }

    [Fact, Trait("Behaviour", "B-512"), Trait("Behaviour", "B-114")]
    public async Task B_114_B_512_both_builds_update_at_once_and_neither_loses_the_others_members()
    {
        const int Each = 30;
        (IToast older, IToast newer) = (OnSilo(0, toast => toast.AddModel<Builds.Old>()), OnSilo(1, toast => toast.AddModel<Builds.Wider>()));
        ExternalReference reference = await newer.DumpAsync(new Builds.Wider());
        var patience = new DumpOptions { Timeout = TimeSpan.FromMinutes(2) };
        await Task.WhenAll(Enumerable.Range(0, Each).SelectMany(_ => new Task[]
        {
            older.UpdateAsync<Builds.Old>(reference, ware => { ware.Count++; return ware; }, patience),
            newer.UpdateAsync<Builds.Wider>(reference, ware => { ware.Count++; ware.Added++; return ware; }, patience),
        }));
        Builds.Wider restored = await newer.ValidateAsync<Builds.Wider>(reference);

        Assert.Equal((2 * Each, Each), (restored.Count, restored.Added));
    }

    [Theory, Trait("Behaviour", "B-512")]
    [InlineData("dump what was restored before")]
    [InlineData("dump and make it anew if it is gone")]
    [InlineData("dump under the reference")]
    [InlineData("dump over the version that is there")]
    [InlineData("update")]
    [InlineData("validate")]
    [InlineData("validate what the store holds")]
    public async Task B_512_what_a_newer_build_has_raised_is_refused_by_name_and_left_alone(string verb)
    {
        (IToast older, IToast newer) = (OnSilo(0, toast => toast.AddModel<Builds.Old>()), OnSilo(1, Builds.Raise));
        var before = new Builds.Old { Text = "old", Count = 1 };
        ExternalReference reference = await older.DumpAsync(before);
        await RaiseAsync(newer, reference);

        await RefusedAsync(reference, () => CallAsync(older, verb, before, reference));
        await UntouchedAsync(newer, reference);
    }

    [Theory, Trait("Behaviour", "B-512")]
    [InlineData("dump under the reference")]
    [InlineData("dump over the version that is there")]
    [InlineData("update")]
    [InlineData("validate")]
    public async Task B_512_so_is_what_was_raised_before_any_grain_knew_of_it(string verb)
    {
        (IToast older, IToast newer) = (OnSilo(0, toast => toast.AddModel<Builds.Old>()), OnSilo(1, Builds.Raise));
        var reference = new ExternalReference("Ware", Guid.CreateVersion7());
        foreach (SaveCondition condition in (SaveCondition[])[SaveCondition.Missing, SaveCondition.Exists])
        {
            await Backend.Inner.SaveAsync(
                new SaveRequest
                {
                    Key = new RecordKey(reference.ClassName, reference.Id),
                    Data = """{"title":"raised","count":1,"added":7}"""u8.ToArray(),
                    SchemaVersion = 2,
                    Condition = condition,
                    WriteId = Guid.NewGuid(),
                },
                CancellationToken.None);
        }

        await RefusedAsync(reference, () => CallAsync(older, verb, new Builds.Old(), reference));
        await UntouchedAsync(newer, reference);
    }

    [Fact, Trait("Behaviour", "B-512"), Trait("Behaviour", "B-120")]
    public async Task B_120_B_512_in_a_bulk_of_the_older_build_only_the_raised_record_fails()
    {
        (IToast older, IToast newer) = (OnSilo(0, toast => toast.AddModel<Builds.Old>()), OnSilo(1, Builds.Raise));
        Builds.Old[] wares = [new() { Text = "a" }, new() { Text = "b" }, new() { Text = "c" }];
        ExternalReference[] references = [.. (await older.DumpManyAsync(wares)).Select(result => result.Reference!)];
        await RaiseAsync(newer, references[1]);
        IReadOnlyList<DumpResult> dumped = await older.DumpManyAsync(wares);
        IReadOnlyList<ValidateResult<Builds.Old>> restored = await older.ValidateManyAsync<Builds.Old>(references);

        Assert.Equal([null, ErrorCodes.SchemaTooNew, null], dumped.Select(result => (result.Error as ExternalStorageException)?.Code));
        Assert.Equal([null, ErrorCodes.SchemaTooNew, null], restored.Select(result => (result.Error as ExternalStorageException)?.Code));
        await UntouchedAsync(newer, references[1]);
    }

    [Fact, Trait("Behaviour", "B-512")]
    public async Task B_512_writes_of_the_older_build_that_wait_behind_one_of_the_newer_do_not_take_its_place()
    {
        (IToast older, IToast newer) = (OnSilo(0, toast => toast.AddModel<Builds.Old>()), OnSilo(0, Builds.Raise));
        ExternalReference reference = await older.DumpAsync(new Builds.Old { Text = "old" });
        Builds.Raised raised = await newer.ValidateAsync<Builds.Raised>(reference);
        (raised.Title, raised.Added) = ("raised", 7);
        var begun = new TaskCompletionSource();
        var go = new TaskCompletionSource();
        Backend.BeforeWrite = _ =>
        {
            begun.TrySetResult();
            return go.Task;
        };
        Task first = older.DumpAsync(new Builds.Old { Text = "in flight" }, reference);
        await begun.Task;
        Task raising = newer.DumpAsync(raised);
        Task<Exception?>[] late = [.. Enumerable.Range(0, 20).Select(_ => Record.ExceptionAsync(() => older.DumpAsync(new Builds.Old { Text = "late" }, reference)))];
        go.SetResult();
        await Task.WhenAll(first, raising);

        Assert.All((await Task.WhenAll(late)).OfType<Exception>(), failure => Assert.Equal(ErrorCodes.SchemaTooNew, Assert.IsType<StorageValidationException>(failure).Code));
        Assert.Equal(2, (await newer.GetInfoAsync(reference)).SchemaVersion);
        Assert.Equal("raised", (await newer.ValidateAsync<Builds.Raised>(reference)).Title);
    }

    private static Task CallAsync(IToast older, string verb, Builds.Old before, ExternalReference reference) => verb switch
    {
        "dump what was restored before" => older.DumpAsync(before),
        "dump and make it anew if it is gone" => older.DumpAsync(before, new DumpOptions { Recreate = true }),
        "dump under the reference" => older.DumpAsync(new Builds.Old { Text = "blind" }, reference),
        "dump over the version that is there" => older.DumpAsync(new Builds.Old { Text = "told" }, reference, new DumpOptions { ExpectedVersion = 2 }),
        "update" => older.UpdateAsync<Builds.Old>(reference, ware => ware),
        "validate" => older.ValidateAsync<Builds.Old>(reference),
        _ => older.ValidateAsync<Builds.Old>(reference, new ValidateOptions { Fresh = true }),
    };

    private static async Task RaiseAsync(IToast newer, ExternalReference reference)
    {
        Builds.Raised raised = await newer.ValidateAsync<Builds.Raised>(reference);
        (raised.Title, raised.Added) = ("raised", 7);
        await newer.DumpAsync(raised);
    }

    private static async Task RefusedAsync(ExternalReference reference, Func<Task> call)
    {
        StorageValidationException refused = await Assert.ThrowsAsync<StorageValidationException>(call);
        Assert.Equal((ErrorCodes.SchemaTooNew, reference.ClassName, reference.Id), (refused.Code, refused.ClassName, refused.Id));
    }

    private async Task UntouchedAsync(IToast newer, ExternalReference reference)
    {
        StoredRecord? stored = await Backend.Inner.LoadAsync(new RecordKey(reference.ClassName, reference.Id), CancellationToken.None);
        Assert.Equal((2L, 2), (stored!.Version, stored.SchemaVersion));
        Assert.Contains("\"raised\"", Encoding.UTF8.GetString(stored.Data.Span), StringComparison.Ordinal);
        Builds.Raised restored = await newer.ValidateAsync<Builds.Raised>(reference);
        Assert.Equal(("raised", 7), (restored.Title, restored.Added));
    }

    private IToast OnSilo(int silo, Action<ToastBuilder> build) =>
        EngineOn((IGrainFactory)Cluster.ServicesOfSilos().ElementAt(silo).GetService(typeof(IGrainFactory))!, build);
}

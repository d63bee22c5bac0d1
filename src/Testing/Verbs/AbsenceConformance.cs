using Toast.Testing.Models;
using Xunit;

namespace Toast.Testing;

/// <summary>What a backend lacks is refused by name, and never silently left out.</summary>
/// <typeparam name="TPlace">The place to test.</typeparam>
public abstract class AbsenceConformance<TPlace> : VerbConformance<TPlace>
    where TPlace : StoragePlace, new()
{
    [SkippableFact]
    [Trait("Behaviour", "B-139")]
    public async Task B_139_a_delete_is_refused_where_there_is_none()
    {
        NeedAbsence<ISupportsDelete>();
        ExternalReference reference = await Toast.DumpAsync(new Counter { Value = 7 });

        Named(await FailsAsync<ExternalStorageException>(ErrorCodes.NotSupported, () => Toast.DeleteAsync(reference)));
        Assert.Equal(7, (await Toast.ValidateAsync<Counter>(reference)).Value);
    }

    [SkippableFact]
    [Trait("Behaviour", "B-139")]
    public async Task B_139_a_listing_is_refused_where_there_is_none()
    {
        NeedAbsence<ISupportsListing>();

        Named(await FailsAsync<ExternalStorageException>(
            ErrorCodes.NotSupported, async () => await Toast.ListAsync<Counter>().ToListAsync()));
    }

    [SkippableFact]
    [Trait("Behaviour", "B-139")]
    public async Task B_139_a_lifetime_is_refused_where_nothing_expires()
    {
        NeedAbsence<ISupportsExpiry>();
        var counter = new Counter();

        Named(await FailsAsync<ExternalStorageException>(
            ErrorCodes.NotSupported, () => Toast.DumpAsync(counter, new DumpOptions { TimeToLive = TimeSpan.FromHours(1) })));
        Assert.Null(Toast.GetReference(counter));
        Assert.Equal(
            ErrorCodes.NotSupported, Assert.Throws<ExternalStorageException>(() => NewToast(toast => toast.AddModel<Session>())).Code);
    }

    [SkippableFact]
    [Trait("Behaviour", "B-139")]
    public async Task B_139_an_expected_version_is_refused_where_versions_are_not_compared()
    {
        NeedAbsence<ISupportsConditionalSave>();
        var counter = new Counter();

        Named(await FailsAsync<ExternalStorageException>(
            ErrorCodes.NotSupported, () => Toast.DumpAsync(counter, new DumpOptions { ExpectedVersion = 0 })));
        Assert.Null(Toast.GetReference(counter));
        Assert.Equal(
            ErrorCodes.NotSupported, Assert.Throws<ExternalStorageException>(
                () => NewToast(toast => toast.AddModel<GuardedCounter>())).Code);
    }

    [SkippableFact]
    [Trait("Behaviour", "B-119")]
    [Trait("Behaviour", "B-138")]
    public async Task B_119_B_138_bulk_works_without_batches()
    {
        NeedAbsence<ISupportsBatch>();
        IReadOnlyList<DumpResult> results = await Toast.DumpManyAsync(Enumerable.Range(0, 50).Select(i => new Counter { Value = i }));
        IReadOnlyList<ValidateResult<Counter>> restored = await Toast.ValidateManyAsync<Counter>(
            results.Select(result => result.Reference!));

        Assert.Equal(Enumerable.Range(0, 50), restored.Select(result => result.Value!.Value));
    }

    private void Named(ExternalStorageException error) => Assert.Equal(StoreName, error.Store);
}

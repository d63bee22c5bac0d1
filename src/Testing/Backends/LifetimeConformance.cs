using Xunit;

namespace Toast.Testing;

/// <summary>Connecting, going away and coming back.</summary>
/// <typeparam name="TPlace">The place to test.</typeparam>
public abstract class LifetimeConformance<TPlace> : BackendConformance<TPlace>
    where TPlace : StoragePlace, new()
{
    [SkippableFact]
    [Trait("Behaviour", "B-003")]
    [Trait("Behaviour", "B-312")]
    public async Task B_003_B_312_acknowledged_records_are_there_for_the_next_backend()
    {
        Skip.IfNot(Place.Survives, "absent: records that outlive their backend");
        StoredRecord[] records = [.. ClassNames.Awkward.Select(name => NewRecord(NewKey(name), $"\"{name}\""))];
        foreach (StoredRecord record in records)
        {
            await Backend.SaveAsync(record, default);
        }

        // A second backend sees them while the first is open, and a third after it was closed.
        StorageBackend second = await ConnectAsync();
        SameRecord(records[0], await second.LoadAsync(records[0].Key, default));
        await DisconnectAsync(Backend);
        await DisconnectAsync(second);
        StorageBackend third = await ConnectAsync();
        foreach (StoredRecord record in records)
        {
            SameRecord(record, await third.LoadAsync(record.Key, default));
        }
    }

    [SkippableFact]
    [Trait("Behaviour", "B-316")]
    public async Task B_316_several_backends_prepare_an_empty_place_at_once()
    {
        Skip.IfNot(Place.Survives, "absent: a second backend on the same place");
        for (int round = 0; round < Rounds; round++)
        {
            var place = new TPlace();
            await place.PrepareAsync();
            StorageBackend[] backends = [.. Enumerable.Range(0, Racers).Select(_ => place.Open())];
            StoredRecord[] records = await RaceAsync(Racers, async i =>
            {
                await backends[i].ConnectAsync(default);
                StoredRecord record = NewRecord(NewKey(), $"{i}");
                await backends[i].SaveAsync(record, default);
                return record;
            });
            foreach (StoredRecord record in records)
            {
                SameRecord(record, await backends[0].LoadAsync(record.Key, default));
            }

            await Task.WhenAll(backends.Select(backend => backend.DisconnectAsync(default)));
            await place.CleanAsync();
        }
    }

    [SkippableFact]
    [Trait("Behaviour", "B-318")]
    public async Task B_318_connecting_again_changes_nothing()
    {
        StoredRecord record = NewRecord(NewKey());
        await Backend.SaveAsync(record, default);
        await Backend.ConnectAsync(default);

        SameRecord(record, await Backend.LoadAsync(record.Key, default));
    }

    [SkippableFact]
    [Trait("Behaviour", "B-014")]
    public async Task B_014_making_a_backend_does_not_touch_its_place()
    {
        // Never connected, so there is nothing to disconnect either.
        StorageBackend idle = Place.Open();
        StoredRecord record = NewRecord(NewKey());
        await Backend.SaveAsync(record, default);

        Assert.Equal(Backend.Url.Scheme, idle.Url.Scheme);
        SameRecord(record, await Backend.LoadAsync(record.Key, default));
    }

    [SkippableFact]
    [Trait("Behaviour", "B-134")]
    public async Task B_134_a_probe_answers_and_writes_nothing()
    {
        var probe = Need<ISupportsProbe>();
        await probe.ProbeAsync(default);
        using var cancelled = new CancellationTokenSource();
        await cancelled.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => probe.ProbeAsync(cancelled.Token));
        if (Backend is ISupportsListing listing)
        {
            Assert.Empty(await listing.ListAsync(new("Order", null, 10), default));
        }
    }

    [SkippableFact]
    [Trait("Behaviour", "B-403")]
    public void B_403_the_place_shows_no_user_info_and_no_option_values()
    {
        string shown = Backend.Url.ToString();

        Assert.DoesNotContain("@", shown.Split('/')[2], StringComparison.Ordinal);
        Assert.DoesNotContain("?", shown, StringComparison.Ordinal);
    }

    [SkippableFact]
    [Trait("Behaviour", "B-032")]
    public void B_032_capabilities_that_build_on_conditional_save_come_with_it()
    {
        bool needsConditions = Backend is ISupportsBatch or ISupportsExpiry;

        Assert.True(!needsConditions || Backend is ISupportsConditionalSave, "batch and expiry are requests with conditions");
    }

    [SkippableFact]
    [Trait("Behaviour", "B-138")]
    public void B_138_every_part_of_the_suite_runs_for_this_place()
    {
        Type[] parts = [.. typeof(StoragePlace).Assembly.GetExportedTypes().Where(type => type.IsAbstract && IsPart(type))];
        Type[] run = [.. GetType().Assembly.GetTypes().Where(
            type => !type.IsAbstract && typeof(ConformanceTests<TPlace>).IsAssignableFrom(type))];
        string[] forgotten = [.. parts.Where(part => !run.Any(type => type.IsSubclassOf(part.MakeGenericType(typeof(TPlace))))).Select(
            part => part.Name)];

        Assert.True(parts.Length > 10, "the parts of the suite are no longer found");
        Assert.True(forgotten.Length == 0, $"add a class for {string.Join(", ", forgotten)}");

        static bool IsPart(Type type) => type.GetMethods().Any(
            method => method.DeclaringType == type && method.IsDefined(typeof(FactAttribute), inherit: true));
    }
}

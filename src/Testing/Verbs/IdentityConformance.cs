using System.Text.Json;
using Toast.Testing.Models;
using Xunit;

namespace Toast.Testing;

/// <summary>Which instance belongs to which record: ids, copies, snapshots.</summary>
/// <typeparam name="TPlace">The place to test.</typeparam>
public abstract class IdentityConformance<TPlace> : VerbConformance<TPlace>
    where TPlace : StoragePlace, new()
{
    [SkippableFact]
    [Trait("Behaviour", "B-009")]
    public async Task B_009_an_instance_has_an_id_from_its_first_dump_on_and_no_two_share_one()
    {
        Counter[] counters = [.. Enumerable.Range(0, 500).Select(i => new Counter { Value = i })];
        Assert.All(counters, counter => Assert.Null(Toast.GetReference(counter)));
        ExternalReference[] references = await Task.WhenAll(counters.Select(counter => Toast.DumpAsync(counter)));

        Assert.Equal(500, references.Distinct().Count());
        Assert.All(references, reference => Assert.Equal(7, reference.Id.Version));
        Assert.Equal(references, counters.Select(counter => Toast.GetReference(counter)));
    }

    [SkippableFact]
    [Trait("Behaviour", "B-010")]
    public async Task B_010_further_dumps_replace_the_record_and_keep_the_reference()
    {
        var counter = new Counter();
        ExternalReference reference = await Toast.DumpAsync(counter);
        for (int i = 1; i <= 100; i++)
        {
            counter.Value = i;
            Assert.Equal(reference, await Toast.DumpAsync(counter));
        }

        Assert.Equal(100, (await Toast.ValidateAsync<Counter>(reference)).Value);
        Assert.Equal(101, (await Toast.GetInfoAsync(reference)).Version);
    }

    [SkippableFact]
    [Trait("Behaviour", "B-010")]
    public async Task B_010_another_process_restores_changes_and_dumps_the_same_record()
    {
        ExternalReference reference = await Toast.DumpAsync(new Counter { Value = 1 });
        IToast other = OtherProcess();
        Counter restored = await other.ValidateAsync<Counter>(reference);
        restored.Value = 2;

        Assert.Equal(reference, await other.DumpAsync(restored));
        Assert.Equal(2, (await Toast.ValidateAsync<Counter>(reference)).Value);
    }

    [SkippableFact]
    [Trait("Behaviour", "B-101")]
    public async Task B_101_the_content_at_the_moment_of_the_call_is_stored()
    {
        for (int round = 0; round < 20; round++)
        {
            var counter = new Counter { Value = round };
            Task<ExternalReference> dumping = Toast.DumpAsync(counter);
            counter.Value = -1;

            Assert.Equal(round, (await Toast.ValidateAsync<Counter>(await dumping)).Value);
        }
    }

    [SkippableFact]
    [Trait("Behaviour", "B-102")]
    public async Task B_102_a_copy_is_a_new_record()
    {
        var original = new Person("Ada", 36);
        ExternalReference reference = await Toast.DumpAsync(original);
        Person[] copies = [original with { Age = 37 }, original with { }, JsonSerializer.Deserialize<Person>(
            JsonSerializer.Serialize(original))!];

        foreach (Person copy in copies)
        {
            Assert.Null(Toast.GetReference(copy));
            Assert.NotEqual(reference, await Toast.DumpAsync(copy));
        }

        Assert.Equal(original, await Toast.ValidateAsync<Person>(reference));
    }

    [SkippableFact]
    [Trait("Behaviour", "B-103")]
    public async Task B_103_two_restored_instances_share_nothing()
    {
        ExternalReference reference = await Toast.DumpAsync(new Family { Name = "a", Members = [] });
        Family one = await Toast.ValidateAsync<Family>(reference), two = await Toast.ValidateAsync<Family>(reference);
        one.Name = "changed";
        one.Members.Add(null);

        Assert.Equal("a", two.Name);
        Assert.Empty(two.Members);
        Assert.Equal(Toast.GetReference(one), Toast.GetReference(two));
        Assert.Equal("a", (await Toast.ValidateAsync<Family>(reference)).Name);
    }

    [SkippableFact]
    [Trait("Behaviour", "B-104")]
    public async Task B_104_concurrent_first_dumps_of_one_instance_make_one_record()
    {
        var counter = new Counter { Value = 1 };
        ExternalReference[] references = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => Task.Run(() => Toast.DumpAsync(counter))));

        Assert.Single(references.Distinct());
        if (Has<ISupportsListing>())
        {
            Assert.Single(await Toast.ListAsync<Counter>().ToListAsync());
        }
    }

    [SkippableFact]
    [Trait("Behaviour", "B-105")]
    public async Task B_105_an_unbound_instance_is_stored_under_a_given_reference()
    {
        var reference = new ExternalReference("Person", Guid.CreateVersion7());
        var person = new Person("Ada", 36);
        Assert.Equal(reference, await Toast.DumpAsync(person, reference));
        Assert.Equal(reference, Toast.GetReference(person));
        await Toast.DumpAsync(person with { Age = 37 }, reference);

        Assert.Equal(37, (await Toast.ValidateAsync<Person>(reference)).Age);
    }

    [SkippableFact]
    [Trait("Behaviour", "B-105")]
    public async Task B_105_the_all_zero_id_and_a_foreign_class_are_refused()
    {
        var person = new Person("Ada", 36);

        await FailsAsync<StorageValidationException>(
            ErrorCodes.InvalidReference, () => Toast.DumpAsync(person, new ExternalReference("Person", Guid.Empty)));
        await FailsAsync<StorageValidationException>(
            ErrorCodes.ClassMismatch, () => Toast.DumpAsync(person, new ExternalReference("Counter", Guid.CreateVersion7())));
        Assert.Null(Toast.GetReference(person));
    }

    [SkippableFact]
    [Trait("Behaviour", "B-034")]
    public async Task B_034_concurrent_dumps_of_one_record_end_with_one_of_them_whole()
    {
        ExternalReference reference = await Toast.DumpAsync(new Person("0", 0));
        IToast[] engines = Place.Survives && Has<ISupportsConditionalSave>() ? [Toast, NewToast()] : [Toast];
        await Task.WhenAll(Enumerable.Range(1, 100).Select(i =>
            Task.Run(() => engines[i % engines.Length].DumpAsync(new Person($"{i}", i), reference))));
        Person last = await Toast.ValidateAsync<Person>(reference);

        Assert.Equal($"{last.Age}", last.Name);
        Assert.Equal(101, (await Toast.GetInfoAsync(reference)).Version);
    }
}

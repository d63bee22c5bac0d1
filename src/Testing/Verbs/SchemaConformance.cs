using System.Text.Json.Nodes;
using Toast.Testing.Models;
using Xunit;

namespace Toast.Testing;

/// <summary>Records of earlier and later builds, and of renamed classes.</summary>
/// <typeparam name="TPlace">The place to test.</typeparam>
public abstract class SchemaConformance<TPlace> : VerbConformance<TPlace>
    where TPlace : StoragePlace, new()
{
    [SkippableFact]
    [Trait("Behaviour", "B-142")]
    [Trait("Behaviour", "B-017")]
    public async Task B_142_B_017_an_old_record_is_upgraded_in_order_and_stored_so_by_the_next_dump()
    {
        ExternalReference reference = await Toast.DumpAsync(new Generations.First { FullName = "Ada Lovelace", Years = 3 });
        IToast today = OtherProcess(Upgrading);
        Generations.Third member = await today.ValidateAsync<Generations.Third>(reference);

        Assert.Equal(("Ada", "Lovelace", 36), (member.Given, member.Family, member.Months));
        Assert.Equal((1, 1L), ((await today.GetInfoAsync(reference)).SchemaVersion, (await today.GetInfoAsync(reference)).Version));
        await today.DumpAsync(member);
        Assert.Equal((3, 2L), ((await today.GetInfoAsync(reference)).SchemaVersion, (await today.GetInfoAsync(reference)).Version));
        Assert.False((await StoredAsync(reference)).TryGetProperty("full_name", out _));
    }

    [SkippableFact]
    [Trait("Behaviour", "B-143")]
    public async Task B_143_a_missing_or_failing_step_leaves_the_record_readable_as_json()
    {
        ExternalReference reference = await Toast.DumpAsync(new Generations.First { FullName = "Ada Lovelace" });
        IToast missing = OtherProcess(toast => toast.AddModel<Generations.Third>(model => model.Upgrade(1, data => data)));
        IToast failing = OtherProcess(toast => toast.AddModel<Generations.Third>(
            model => model.Upgrade(1, _ => throw new InvalidOperationException("no")).Upgrade(2, data => data)));

        await FailsAsync<StorageValidationException>(
            ErrorCodes.SchemaNoUpgrader, () => missing.ValidateAsync<Generations.Third>(reference));
        await FailsAsync<StorageValidationException>(
            ErrorCodes.StoredDataInvalid, () => failing.ValidateAsync<Generations.Third>(reference));
        StoredRecord raw = await failing.Records.ReadAsync(reference);
        Assert.Equal((1L, 1), (raw.Version, raw.SchemaVersion));
        Assert.Equal("Ada Lovelace", (await StoredAsync(reference)).GetProperty("full_name").GetString());
    }

    [SkippableFact]
    [Trait("Behaviour", "B-144")]
    public async Task B_144_a_record_of_a_newer_build_is_not_guessed_at()
    {
        IToast tomorrow = OtherProcess(Upgrading);
        ExternalReference reference = await tomorrow.DumpAsync(new Generations.Third { Given = "Ada" });

        await FailsAsync<StorageValidationException>(ErrorCodes.SchemaTooNew, () => Toast.ValidateAsync<Generations.First>(reference));
    }

    [SkippableFact]
    [Trait("Behaviour", "B-144")]
    [Trait("Behaviour", "B-241")]
    public async Task B_144_B_241_a_build_that_knows_fewer_members_keeps_the_others()
    {
        ExternalReference reference = await Toast.DumpAsync(new Generations.First { FullName = "Ada", Years = 3 });
        IToast narrow = OtherProcess();
        Generations.Narrow member = await narrow.ValidateAsync<Generations.Narrow>(reference);
        member.FullName = "Ada L.";
        await narrow.DumpAsync(member);
        Generations.First wide = await Toast.ValidateAsync<Generations.First>(reference);

        Assert.Equal(("Ada L.", 3), (wide.FullName, wide.Years));
    }

    [SkippableFact]
    [Trait("Behaviour", "B-145")]
    public async Task B_145_a_renamed_class_has_one_record_under_both_names()
    {
        ExternalReference old = await Toast.DumpAsync(new Generations.First { FullName = "Ada", Years = 3 });
        IToast renamed = OtherProcess(toast => toast.AddModel<Generations.Renamed>());
        Generations.Renamed member = await renamed.ValidateAsync<Generations.Renamed>(old);
        member.Years = 4;
        ExternalReference current = await renamed.DumpAsync(member);

        Assert.Equal(("Associate", old.Id), (current.ClassName, current.Id));
        foreach (ExternalReference reference in new[] { old, current })
        {
            Assert.Equal(4, (await renamed.ValidateAsync<Generations.Renamed>(reference)).Years);
            Assert.Equal(2, (await renamed.GetInfoAsync(reference)).Version);
        }

        ExternalReference fresh = await renamed.DumpAsync(new Generations.Renamed { FullName = "new" });
        Assert.Equal("Associate", fresh.ClassName);
        if (Has<ISupportsListing>())
        {
            Assert.Equal(2, (await renamed.ListAsync<Generations.Renamed>().ToListAsync()).Distinct().Count());
        }

        if (Has<ISupportsDelete>())
        {
            Assert.True(await renamed.DeleteAsync(current));
            Assert.False(await renamed.ExistsAsync(old));
        }
    }

    [SkippableFact]
    [Trait("Behaviour", "B-117")]
    [Trait("Behaviour", "B-145")]
    public async Task B_117_a_listing_of_a_renamed_class_goes_on_after_any_of_its_records()
    {
        Need<ISupportsListing>();
        Guid[] ids = [.. Enumerable.Range(1, 12).Select(i => new Guid($"{i:x}0000000-0000-4000-8000-00000000000{i % 3}"))];
        for (int i = 0; i < ids.Length; i++)
        {
            // Kept under the old name by some, under the new one by others that did not know the old one yet, and once under both.
            await Toast.Records.PutAsync(new ExternalReference(i % 2 == 0 ? Generations.Name : "Associate", ids[i]), "{}"u8.ToArray());
        }

        await Toast.Records.PutAsync(new ExternalReference("Associate", ids[6]), "{}"u8.ToArray());
        IToast renamed = OtherProcess(toast => toast.AddModel<Generations.Renamed>());
        List<ExternalReference> listed = await renamed.ListAsync<Generations.Renamed>(new ListOptions { PageSize = 2 }).ToListAsync();
        List<Guid> raw = await renamed.Records.ListAsync("Associate", new ListOptions { PageSize = 5 }).Select(record => record.Id).ToListAsync();

        Assert.Equal(ids.Order().Select(id => new ExternalReference("Associate", id)), listed);
        Assert.Equal(listed.Select(reference => reference.Id), raw);
        for (int i = 0; i < listed.Count; i++)
        {
            Assert.Equal(
                listed.Skip(i + 1),
                await renamed.ListAsync<Generations.Renamed>(new ListOptions { After = listed[i], PageSize = 3 }).ToListAsync());
        }
    }

    [SkippableFact]
    [Trait("Behaviour", "B-242")]
    [Trait("Behaviour", "B-243")]
    public async Task B_242_B_243_stored_data_that_does_not_fit_is_named_and_stays_readable()
    {
        ExternalReference wrong = (await Toast.Records.CreateAsync("Person", """{"name":"a","age":"old","note":null}"""u8.ToArray())).Reference;
        ExternalReference missing = (await Toast.Records.CreateAsync("Person", """{"name":"a","note":null}"""u8.ToArray())).Reference;
        ExternalReference rule = (await Toast.Records.CreateAsync("Person", """{"name":"a","age":200}"""u8.ToArray())).Reference;

        foreach (ExternalReference reference in new[] { wrong, missing, rule })
        {
            var error = await FailsAsync<StorageValidationException>(
                ErrorCodes.StoredDataInvalid, () => Toast.ValidateAsync<Person>(reference));
            Assert.Equal("$.age", error.MemberPath);
            Assert.Equal(("Person", reference.Id), (error.ClassName, error.Id!.Value));
        }

        Assert.Equal("old", (await StoredAsync(wrong)).GetProperty("age").GetString());
    }

    private static void Upgrading(ToastBuilder toast) => toast.AddModel<Generations.Third>(model => model
        .Upgrade(1, data => new JsonObject
        {
            ["given"] = data["full_name"]!.GetValue<string>().Split(' ')[0],
            ["family"] = data["full_name"]!.GetValue<string>().Split(' ')[1],
            ["years"] = data["years"]!.GetValue<int>(),
        })
        .Upgrade(2, data =>
        {
            data["months"] = data["years"]!.GetValue<int>() * 12;
            data.Remove("years");
            return data;
        }));
}

using System.Text.Json;
using Toast.Testing.Models;
using Xunit;

namespace Toast.Testing;

/// <summary>Models in models: each is a record of its own.</summary>
/// <typeparam name="TPlace">The place to test.</typeparam>
public abstract class ChildConformance<TPlace> : VerbConformance<TPlace>
    where TPlace : StoragePlace, new()
{
    [SkippableFact]
    [Trait("Behaviour", "B-035")]
    [Trait("Behaviour", "B-228")]
    public async Task B_035_B_228_the_parent_holds_references_wherever_a_child_can_be()
    {
        Person a = new("a", 1), b = new("b", 2), c = new("c", 3), d = new("d", 4), e = new("e", 5);
        var family = new Family { Head = a, Members = [b, null, b], Array = [c], ByRole = { ["x"] = d }, Household = new("street", e) };
        ExternalReference reference = await Toast.DumpAsync(family);
        JsonElement stored = await StoredAsync(reference);
        Family restored = await Toast.ValidateAsync<Family>(reference);

        Assert.True(JsonElement.DeepEquals(JsonElement.Parse(Toast.GetReference(a)!.ToJson()), stored.GetProperty("head")));
        Assert.Equal((a, c, d, e), (restored.Head, restored.Array[0], restored.ByRole["x"], restored.Household!.Value.Owner));
        Assert.Equal([b, null, b], restored.Members);
        Assert.Equal(b, await Toast.ValidateAsync<Person>(Toast.GetReference(b)!));
    }

    [SkippableFact]
    [Trait("Behaviour", "B-228")]
    public async Task B_228_a_child_changed_on_its_own_shows_in_the_parent()
    {
        var child = new Person("child", 1);
        ExternalReference parent = await Toast.DumpAsync(new Family { Head = child });
        child.Note = "grown";
        await Toast.DumpAsync(child);

        Assert.Equal("grown", (await Toast.ValidateAsync<Family>(parent)).Head!.Note);
    }

    [SkippableFact]
    [Trait("Behaviour", "B-229")]
    public async Task B_229_one_child_in_two_places_is_one_record_and_one_object()
    {
        var child = new Person("child", 1);
        ExternalReference parent = await Toast.DumpAsync(new Family { Head = child, Members = [child], Array = [child] });
        Family restored = await Toast.ValidateAsync<Family>(parent);

        Assert.Same(restored.Head, restored.Members[0]);
        Assert.Same(restored.Head, restored.Array[0]);
        Assert.Equal(1, (await Toast.GetInfoAsync(Toast.GetReference(child)!)).Version);
    }

    [SkippableFact]
    [Trait("Behaviour", "B-230")]
    public async Task B_230_hundreds_of_children_are_restored_with_their_parent_in_order()
    {
        var family = new Family { Members = [.. Enumerable.Range(0, 300).Select(i => new Person($"{i}", 1))] };
        Family restored = await Toast.ValidateAsync<Family>(await Toast.DumpAsync(family));

        Assert.Equal(family.Members, restored.Members);
    }

    [SkippableFact]
    [Trait("Behaviour", "B-231")]
    public async Task B_231_an_unchanged_child_is_not_written_again()
    {
        Person same = new("same", 1), changed = new("changed", 1);
        var family = new Family { Head = same, Members = [changed] };
        await Toast.DumpAsync(family);
        changed.Note = "x";
        await Toast.DumpAsync(family);
        Family restored = await Toast.ValidateAsync<Family>(Toast.GetReference(family)!);
        await Toast.DumpAsync(restored);

        Assert.Equal(1, (await Toast.GetInfoAsync(Toast.GetReference(same)!)).Version);
        Assert.Equal(2, (await Toast.GetInfoAsync(Toast.GetReference(changed)!)).Version);
        Assert.Equal(3, (await Toast.GetInfoAsync(Toast.GetReference(family)!)).Version);
    }

    [SkippableFact]
    [Trait("Behaviour", "B-232")]
    public async Task B_232_a_bad_child_stops_its_parent_and_a_retry_keeps_the_ids()
    {
        var bad = new Person("bad", 200);
        var family = new Family { Head = bad, Members = [new Person("good", 1)] };
        var error = await FailsAsync<StorageValidationException>(ErrorCodes.InvalidValue, () => Toast.DumpAsync(family));
        Assert.Null(Toast.GetReference(family));
        Assert.Contains("Person", error.Message, StringComparison.Ordinal);

        family.Head = bad with { Age = 20 };
        Family restored = await Toast.ValidateAsync<Family>(await Toast.DumpAsync(family));
        Assert.Equal((20, "good"), (restored.Head!.Age, restored.Members[0]!.Name));
    }

    [SkippableFact]
    [Trait("Behaviour", "B-233")]
    public async Task B_233_a_lazy_child_is_loaded_when_asked_and_left_alone_by_a_dump()
    {
        var friend = new Person("friend", 1);
        ExternalReference reference = await Toast.DumpAsync(new Family { Friend = friend });
        Family restored = await Toast.ValidateAsync<Family>(reference);
        Assert.False(restored.Friend!.IsLoaded);
        restored.Name = "changed";
        await Toast.DumpAsync(restored);
        Assert.False(restored.Friend.IsLoaded);

        Assert.Equal(friend, await restored.Friend.LoadAsync());
        Assert.Same(await restored.Friend.LoadAsync(), restored.Friend.ValueOrDefault);
        Assert.Equal(1, (await Toast.GetInfoAsync(restored.Friend.Reference!)).Version);
        Assert.Null((await Toast.ValidateAsync<Family>(await Toast.DumpAsync(new Family()))).Friend);
    }

    [SkippableFact]
    [Trait("Behaviour", "B-234")]
    public async Task B_234_a_circle_is_stored_once_through_lazy_links_and_refused_through_eager_ones()
    {
        Link one = new() { Number = 1 }, two = new() { Number = 2 };
        one.Lazy = two;
        two.Lazy = one;
        Link restored = await Toast.ValidateAsync<Link>(await Toast.DumpAsync(one));
        Link second = await restored.Lazy!.LoadAsync();
        Assert.Equal((1, 2, Toast.GetReference(one)), (restored.Number, second.Number, second.Lazy!.Reference));
        Assert.Equal(1, (await Toast.GetInfoAsync(Toast.GetReference(two)!)).Version);

        Link eager = new(), self = new();
        eager.Next = new Link { Next = eager };
        self.Next = self;
        var error = await FailsAsync<StorageValidationException>(ErrorCodes.Cycle, () => Toast.DumpAsync(eager));
        Assert.StartsWith("$.next", error.MemberPath, StringComparison.Ordinal);
        await FailsAsync<StorageValidationException>(ErrorCodes.Cycle, () => Toast.DumpAsync(self));
    }

    [SkippableFact]
    [Trait("Behaviour", "B-235")]
    public async Task B_235_a_chain_of_64_records_is_stored_and_one_of_65_is_refused()
    {
        Link restored = await Toast.ValidateAsync<Link>(await Toast.DumpAsync(Chain(64)));
        int length = 0;
        for (Link? link = restored; link is not null; link = link.Next)
        {
            length++;
        }

        Assert.Equal(64, length);
        var error = await FailsAsync<StorageValidationException>(ErrorCodes.TooDeep, () => Toast.DumpAsync(Chain(65)));
        Assert.Contains("External<T>", error.Message, StringComparison.Ordinal);

        static Link Chain(int length)
        {
            Link? link = null;
            for (int i = length; i > 0; i--)
            {
                link = new Link { Number = i, Next = link };
            }

            return link!;
        }
    }

    [SkippableFact]
    [Trait("Behaviour", "B-236")]
    public async Task B_236_a_missing_child_is_named_and_the_rest_can_be_loaded_for_repair()
    {
        Need<ISupportsDelete>();
        Person head = new("head", 1), friend = new("friend", 1);
        ExternalReference reference = await Toast.DumpAsync(new Family { Name = "f", Head = head, Friend = friend });
        ExternalReference missing = Toast.GetReference(head)!;
        await Toast.DeleteAsync(missing);
        await Toast.DeleteAsync(Toast.GetReference(friend)!);

        var error = await FailsAsync<StorageValidationException>(
            ErrorCodes.DanglingReference, () => Toast.ValidateAsync<Family>(reference));
        Assert.Equal("$.head", error.MemberPath);
        Assert.Contains(missing.ToString(), error.Message, StringComparison.Ordinal);
        Family rest = await Toast.ValidateAsync<Family>(reference, new ValidateOptions { AllowDangling = true });
        Assert.Equal(("f", null), (rest.Name, rest.Head));
        await Assert.ThrowsAsync<RecordNotFoundException>(async () => await rest.Friend!.LoadAsync());
    }
}

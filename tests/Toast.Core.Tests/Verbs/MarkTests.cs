using System.Text.Json;
using Toast.Core.Tests.Engine;
using Toast.Core.Tests.Verbs.Models;

namespace Toast.Core.Tests.Verbs;

/// <summary>A type stays what it was when it becomes a model.</summary>
public sealed class MarkTests : VerbTest
{
    [Fact]
    [Trait("Behaviour", "B-001")]
    [Trait("Behaviour", "B-024")]
    public async Task B_001_B_024_equality_text_and_plain_json_of_a_record_are_those_of_the_unmarked_one()
    {
        var backend = new HookedBackend();
        IToast toast = Open(backend);
        var before = new Unmarked.Point(1, 2) { Label = "a" };
        Marked.Point one = new(1, 2) { Label = "a" }, two = new(1, 2) { Label = "a" };
        int hash = one.GetHashCode();
        await toast.DumpAsync(one);
        await toast.DumpAsync(two);
        int writes = backend.Writes;

        Assert.NotEqual(toast.GetReference(one), toast.GetReference(two));
        Assert.Equal(one, two);
        Assert.Equal((hash, hash), (one.GetHashCode(), two.GetHashCode()));
        Assert.Equal(before.ToString(), one.ToString());
        Assert.Equal(JsonSerializer.Serialize(before), JsonSerializer.Serialize(one));
        Assert.Equal(one, JsonSerializer.Deserialize<Marked.Point>(JsonSerializer.Serialize(one)));
        Assert.Equal((writes, 0), (backend.Writes, backend.Reads));
        Assert.Equal(new Marked.Point(1, 3) { Label = "a" }, one with { Y = 3 });
    }

    [Fact]
    [Trait("Behaviour", "B-001")]
    [Trait("Behaviour", "B-024")]
    public async Task B_001_B_024_a_class_keeps_its_members_its_identity_and_its_json()
    {
        IToast toast = Open("memory");
        var before = new Unmarked.Account { Owner = "Ada", Balance = 1.10m };
        Marked.Account one = new() { Owner = "Ada", Balance = 1.10m }, two = new() { Owner = "Ada", Balance = 1.10m };
        await toast.DumpAsync(one);
        Marked.Account restored = await toast.ValidateAsync<Marked.Account>(toast.GetReference(one)!);

        Assert.NotEqual(one, two);
        Assert.NotEqual(one, restored);
        Assert.Equal(JsonSerializer.Serialize(before), JsonSerializer.Serialize(restored));
        Assert.Equal(
            typeof(Unmarked.Account).GetMembers().Select(member => member.ToString()).Order(StringComparer.Ordinal),
            typeof(Marked.Account).GetMembers().Select(member => member.ToString()).Order(StringComparer.Ordinal));
    }
}

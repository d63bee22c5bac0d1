using System.Text;
using System.Text.Json.Nodes;

namespace Toast.Core.Tests.Registry;

/// <summary>Models at their first use in a process, from several threads, and through every verb.</summary>
public sealed class FirstUseTests
{
    [External("main")]
    public sealed record Part(int Number);

    [External("main", SchemaVersion = 2)]
    public sealed record Upgraded(string Name);

    [Fact]
    public async Task Many_threads_may_use_a_model_first()
    {
        for (int round = 0; round < 20; round++)
        {
            await using IToast toast = new ToastBuilder().AddStore("main", "memory://").Build();
            ExternalReference[] references = await Task.WhenAll(
                Enumerable.Range(0, 16).Select(i => Task.Run(() => toast.DumpAsync(new Part(i)))));
            Assert.Equal(16, references.Distinct().Count());
        }
    }

    [Fact]
    [Trait("Behaviour", "B-148")]
    public async Task B_148_models_inside_a_value_are_records_of_their_own()
    {
        await using IToast toast = new ToastBuilder().AddStore("main", "memory://").UseDefaultStore("main").Build();
        var one = new Part(1);

        ExternalReference list = await toast.For<List<Part>>().DumpAsync([one, new Part(2), one]);
        List<Part> restored = await toast.For<List<Part>>().ValidateAsync(list);

        Assert.Equal([1, 2, 1], restored.Select(part => part.Number));
        Assert.Same(restored[0], restored[2]);
        Assert.Equal(toast.GetReference(one), toast.GetReference(restored[0]));
        Assert.Equal(2, (await toast.ListAsync<Part>().ToListAsync()).Count);
        Assert.Null(toast.GetReference(restored));
    }

    [Fact]
    [Trait("Behaviour", "B-143")]
    public async Task B_143_a_step_that_leaves_what_json_cannot_hold_is_reported()
    {
        await using IToast toast = new ToastBuilder().AddStore("main", "memory://").UseDefaultStore("main")
            .AddModel<Upgraded>(model => model.Upgrade(1, data => new JsonObject { ["name"] = double.NaN })).Build();
        ExternalReference reference = (await toast.Records.CreateAsync("Upgraded", """{"name":"x"}"""u8.ToArray())).Reference;

        var error = await Assert.ThrowsAsync<StorageValidationException>(() => toast.ValidateAsync<Upgraded>(reference));

        Assert.Equal(ErrorCodes.StoredDataInvalid, error.Code);
        Assert.Equal(reference.Id, error.Id);
    }

    [Fact]
    [Trait("Behaviour", "B-142")]
    public async Task B_142_deep_records_are_upgraded_too()
    {
        await using IToast toast = new ToastBuilder().AddStore("main", "memory://").UseDefaultStore("main").Configure(options => options.MaxDepth = 500)
            .AddModel<Upgraded>(model => model.Upgrade(1, data => data)).Build();
        string deep = "{\"name\":\"x\",\"unknown\":" + new string('[', 300) + new string(']', 300) + "}";
        ExternalReference reference = (await toast.Records.CreateAsync("Upgraded", Encoding.UTF8.GetBytes(deep))).Reference;

        Assert.Equal("x", (await toast.ValidateAsync<Upgraded>(reference)).Name);
    }

    [Fact]
    [Trait("Behaviour", "B-241")]
    public async Task B_241_an_update_that_gives_a_copy_keeps_unknown_members()
    {
        await using IToast toast = new ToastBuilder().AddStore("main", "memory://").AddModel<Part>().Build();
        ExternalReference reference = (await toast.Records.CreateAsync("Part", """{"number":1,"colour":"red"}"""u8.ToArray())).Reference;

        await toast.UpdateAsync<Part>(reference, part => part with { Number = part.Number + 1 });

        string stored = Encoding.UTF8.GetString((await toast.Records.ReadAsync(reference)).Data.Span);
        Assert.Contains("\"number\":2", stored, StringComparison.Ordinal);
        Assert.Contains("\"colour\":\"red\"", stored, StringComparison.Ordinal);
    }
}

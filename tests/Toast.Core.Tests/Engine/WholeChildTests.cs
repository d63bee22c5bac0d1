namespace Toast.Core.Tests.Engine;

public sealed class WholeChildTests
{
    [External("main")]
    public sealed record Buyer(string Name);

    [External("main")]
    public sealed record Sale(Buyer Buyer, List<Buyer> Others, decimal Total);

    [Fact]
    [Trait("Behaviour", "B-006")]
    public async Task B_006_plain_data_may_hold_a_child_whole_and_touches_no_store()
    {
        var backend = new HookedBackend();
        await using IToast toast = new ToastBuilder().AddStore("main", backend).Build();

        Sale sale = await toast.ValidateJsonAsync<Sale>("""{"buyer":{"name":"Ann"},"others":[{"name":"Bob"}],"total":1.50}""");

        Assert.Equal("Ann", sale.Buyer.Name);
        Assert.Equal("Bob", Assert.Single(sale.Others).Name);
        Assert.Null(toast.GetReference(sale.Buyer));
        Assert.Equal((0, 0), (backend.Connects, backend.Reads));
    }

    [Fact]
    public async Task Plain_data_may_mix_whole_children_and_references()
    {
        await using IToast toast = new ToastBuilder().AddStore("main", "memory://").Build();
        ExternalReference stored = await toast.DumpAsync(new Buyer("Cid"));

        Sale sale = await toast.ValidateJsonAsync<Sale>($$"""{"buyer":{{stored.ToJson()}},"others":[{"name":"Bob"},{{stored.ToJson()}}],"total":2}""");

        Assert.Equal(stored, toast.GetReference(sale.Buyer));
        Assert.Same(sale.Buyer, sale.Others[1]);
        Assert.Null(toast.GetReference(sale.Others[0]));
    }

    [Fact]
    [Trait("Behaviour", "B-008")]
    public async Task B_008_a_child_that_is_a_reference_with_a_third_key_is_refused()
    {
        await using IToast toast = new ToastBuilder().AddStore("main", "memory://").Build();

        var error = await Assert.ThrowsAsync<StorageValidationException>(() => toast.ValidateJsonAsync<Sale>(
            $$"""{"buyer":{"class_name":"Buyer","id":"{{Guid.NewGuid()}}","name":"x"},"others":[],"total":2}"""));

        Assert.Equal(ErrorCodes.InvalidReference, error.Code);
    }
}

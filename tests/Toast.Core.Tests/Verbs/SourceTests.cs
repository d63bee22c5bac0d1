using Toast.Core.Tests.Engine;
using Toast.Core.Tests.Verbs.Models;

namespace Toast.Core.Tests.Verbs;

/// <summary>Loads from another store than the model's own.</summary>
public sealed class SourceTests : VerbTest
{
    [Fact]
    [Trait("Behaviour", "B-153")]
    public async Task B_153_a_load_that_names_its_source_reads_there_and_nowhere_else()
    {
        HookedBackend main = new(), copy = new();
        IToast toast = Open(builder => builder.AddStore("main", main).AddStore("copy", copy).UseDefaultStore("main"));
        IToast atCopy = Open(builder => builder.AddStore("copy", copy).UseDefaultStore("copy"));
        ExternalReference reference = await toast.DumpAsync(new Customer("main", 1));
        await atCopy.DumpAsync(new Customer("copy", 2), reference);
        ExternalReference onlyInMain = await toast.DumpAsync(new Customer("main only", 3));
        int readsOfMain = main.Reads;

        Assert.Equal("copy", (await toast.ValidateAsync<Customer>(reference, new ValidateOptions { Source = "copy" })).Name);
        Assert.Equal(
            "copy",
            Assert.Single(await toast.ValidateManyAsync<Customer>([reference], new ValidateOptions { Source = "copy" })).Value!.Name);
        var error = await FailsAsync<RecordNotFoundException>(
            ErrorCodes.NotFound, () => toast.ValidateAsync<Customer>(onlyInMain, new ValidateOptions { Source = "copy" }));
        Assert.Equal("copy", error.Store);
        Assert.Equal(readsOfMain, main.Reads);
        Assert.Equal("main", (await toast.ValidateAsync<Customer>(reference)).Name);
    }

    [Fact]
    [Trait("Behaviour", "B-153")]
    public async Task B_153_children_are_read_from_their_own_store()
    {
        HookedBackend main = new(), copy = new();
        IToast toast = Open(builder => builder.AddStore("main", main).AddStore("copy", copy).UseDefaultStore("main"));
        IToast atCopy = Open(builder => builder
            .AddStore("main", main).AddStore("copy", copy).UseDefaultStore("copy").AddModel<Customer>(model => model.StoreIn("main")));
        ExternalReference onlyInCopy = await atCopy.DumpAsync(new CustomerList { First = new Customer("child", 1) });
        CustomerList list = await toast.ValidateAsync<CustomerList>(onlyInCopy, new ValidateOptions { Source = "copy" });

        Assert.Equal("child", list.First!.Name);
    }

    [Fact]
    [Trait("Behaviour", "B-154")]
    public async Task B_154_an_unknown_source_is_refused_with_the_known_ones_and_nothing_is_read()
    {
        var backend = new HookedBackend();
        IToast toast = Open(backend, builder => builder.AddStore("archive", "memory://"));
        ExternalReference reference = await toast.DumpAsync(new Customer("Ada", 36));
        var error = await FailsAsync<StorageValidationException>(
            ErrorCodes.UnknownStore, () => toast.ValidateAsync<Customer>(reference, new ValidateOptions { Source = "arhcive" }));
        ValidateResult<Customer> many = Assert.Single(
            await toast.ValidateManyAsync<Customer>([reference], new ValidateOptions { Source = "arhcive" }));

        Assert.All(["arhcive", "archive", "main"], name => Assert.Contains(name, error.Message, StringComparison.Ordinal));
        Assert.Equal(ErrorCodes.UnknownStore, Assert.IsType<StorageValidationException>(many.Error).Code);
        Assert.Equal(0, backend.Reads);
    }
}

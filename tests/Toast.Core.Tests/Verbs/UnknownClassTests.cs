using Toast.Core.Tests.Engine;

namespace Toast.Core.Tests.Verbs;

/// <summary>References of classes that this app has no model for.</summary>
public sealed class UnknownClassTests
{
    private readonly HookedBackend backend = new();

    [Fact]
    [Trait("Behaviour", "B-255")]
    public async Task B_255_no_verb_looks_for_an_unknown_class_in_the_default_store()
    {
        await using IToast toast = New();
        ExternalReference foreign = (await toast.Records.CreateAsync("Elsewhere", "{}"u8.ToArray())).Reference;
        int reads = backend.Reads;

        foreach (Func<Task> verb in new Func<Task>[]
        {
            () => toast.DeleteAsync(foreign), () => toast.ExistsAsync(foreign), () => toast.GetInfoAsync(foreign),
            () => toast.ValidateAsync<Note>(foreign), () => toast.UpdateAsync<Note>(foreign, note => note),
        })
        {
            Assert.Equal(ErrorCodes.UnknownClass, (await Assert.ThrowsAsync<StorageValidationException>(verb)).Code);
        }

        Assert.Equal((reads, 0), (backend.Reads, backend.Deletes));
        Assert.True(await toast.Records.DeleteAsync(foreign));
    }

    [Fact]
    [Trait("Behaviour", "B-255")]
    public async Task B_255_accepted_classes_are_known()
    {
        await using IToast toast = New(builder => builder.AcceptClasses("Elsewhere"));
        ExternalReference foreign = (await toast.Records.CreateAsync("Elsewhere", "{}"u8.ToArray())).Reference;

        Assert.True(await toast.ExistsAsync(foreign));
        Assert.Equal(1, (await toast.GetInfoAsync(foreign)).Version);
        Assert.True(await toast.DeleteAsync(foreign));
    }

    [Fact]
    [Trait("Behaviour", "B-255")]
    [Trait("Behaviour", "B-148")]
    public async Task B_255_values_are_found_in_their_own_store()
    {
        await using IToast toast = New(builder => builder.AddStore("other", "memory://"));
        ExternalReference reference = await toast.For<int>("other").DumpAsync(7);

        Assert.True(await toast.ExistsAsync(reference));
        Assert.True(await toast.DeleteAsync(reference));

        // In two stores, a reference alone does not tell which one is meant.
        toast.For<int>("main");
        Assert.Equal(ErrorCodes.UnknownClass, (await Assert.ThrowsAsync<StorageValidationException>(() => toast.ExistsAsync(reference))).Code);
    }

    private IToast New(Action<ToastBuilder>? configure = null)
    {
        ToastBuilder builder = new ToastBuilder().AddStore("main", backend).UseDefaultStore("main").AddModel<Note>();
        configure?.Invoke(builder);
        return builder.Build();
    }
}

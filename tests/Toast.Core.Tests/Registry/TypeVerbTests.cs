namespace Toast.Core.Tests.Registry;

/// <summary>Verbs on types; they share the ambient engine of the process with other tests of that collection.</summary>
[Collection("alone")]
public sealed class TypeVerbTests
{
    [External("memory://first-use-delete")]
    public sealed record Deleted(string Name) : IExternal;

    [Fact]
    [Trait("Behaviour", "B-106")]
    public async Task B_106_the_verb_on_the_type_deletes_in_a_process_that_never_used_the_model()
    {
        ExternalReference reference;
        await using (IToast other = new ToastBuilder().Build())
        {
            reference = await other.DumpAsync(new Deleted("x"));
        }

        await using IToast toast = new ToastBuilder().Build();
        AmbientToast.Use(toast);
        try
        {
            Assert.True(await Deleted.DeleteAsync(reference));
            Assert.False(await Deleted.DeleteAsync(reference));
            var error = await Assert.ThrowsAsync<StorageValidationException>(() => Deleted.DeleteAsync(new ExternalReference("Part", reference.Id)));
            Assert.Equal(ErrorCodes.ClassMismatch, error.Code);
        }
        finally
        {
            await AmbientToast.ShutdownAsync();
        }
    }
}

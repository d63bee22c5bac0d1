namespace Toast.Conformance.Tests.FourMethods;

public sealed class RegistrationTests
{
    [Fact]
    [Trait("Behaviour", "B-013")]
    [Trait("Behaviour", "B-014")]
    public async Task B_013_B_014_a_custom_backend_is_registered_by_its_scheme_without_touching_its_place()
    {
        IToast toast = new ToastBuilder()
            .AddBackend("folder", url => new FolderOfRecords(url))
            .AddStore("main", "folder:///var/lib/records")
            .UseDefaultStore("main")
            .Build();

        Assert.False(Directory.Exists("/var/lib/records"));
        await toast.DisposeAsync();
    }
}

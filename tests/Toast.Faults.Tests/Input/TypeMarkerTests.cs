using Toast.Faults.Tests.Models;
using Toast.Faults.Tests.Support;

namespace Toast.Faults.Tests.Input;

/// <summary>Markers of types in input choose among the registered subtypes, and nothing else: no text loads a type or an assembly.</summary>
[Collection(Alone.Name)]
public sealed class TypeMarkerTests
{
    private const string Unloaded = "System.Net.Mail";

    [Theory, Trait("Behaviour", "B-412")]
    [InlineData("System.Net.Mail.SmtpClient, System.Net.Mail")]
    [InlineData("System.Net.Mail.SmtpClient, System.Net.Mail, Version=10.0.0.0, Culture=neutral, PublicKeyToken=b03f5f7f11d50a3a")]
    [InlineData("System.Diagnostics.Process")]
    [InlineData("Toast.Faults.Tests.Models.Circle")]
    [InlineData("Circle")]
    [InlineData("circle\\u0000")]
    [InlineData("\\n\\u001b[31m")]
    [InlineData("")]
    public async Task B_412_a_marker_that_nobody_registered_is_refused_and_loads_nothing(string marker)
    {
        var backend = new CountingBackend();
        await using IToast toast = Engines.On(backend, builder => builder.AddSubtype<Shape, Circle>("circle").AddSubtype<Shape, Square>("square"));
        var loaded = new List<string?>();
        void Loaded(object? sender, AssemblyLoadEventArgs args) => loaded.Add(args.LoadedAssembly.GetName().Name);
        AppDomain.CurrentDomain.AssemblyLoad += Loaded;
        foreach (string json in new[]
        {
            $$"""{"main":{"$type":"{{marker}}","radius":1} }""",
            $$"""{"main":null,"others":[{"radius":1,"$type":"{{marker}}"}]}""",
        })
        {
            var error = await Assert.ThrowsAsync<StorageValidationException>(() => toast.ValidateJsonAsync<Drawing>(json));
            Assert.Equal(ErrorCodes.InvalidValue, error.Code);
            Assert.DoesNotContain(error.Message, char.IsControl);
        }

        AppDomain.CurrentDomain.AssemblyLoad -= Loaded;
        Assert.DoesNotContain(Unloaded, loaded);
        Assert.Equal(0, backend.Calls);
    }

    [Theory, Trait("Behaviour", "B-412"), Trait("Behaviour", "B-210")]
    [InlineData("""{"$type":"System.Diagnostics.Process","name":"Ada","age":36}""")]
    [InlineData("""{"name":"Ada","age":36,"$type":"Toast.Faults.Tests.Models.Drawing, Toast.Faults.Tests"}""")]
    [InlineData("""{"name":"Ada","age":36,"home":{"street":"s","city":null,"$type":"System.IO.FileInfo"},"$id":"1","$ref":"1","$values":[]}""")]
    public async Task B_412_a_marker_where_no_type_is_chosen_is_an_unknown_member(string json)
    {
        await using IToast toast = Engines.On(new CountingBackend());

        Account account = await toast.ValidateJsonAsync<Account>(json);
        Assert.Equal(("Ada", typeof(Account)), (account.Name, account.GetType()));
    }

    [Fact, Trait("Behaviour", "B-412")]
    public async Task B_412_a_registered_marker_chooses_its_type()
    {
        await using IToast toast = Engines.On(
            new CountingBackend(), builder => builder.AddSubtype<Shape, Circle>("circle").AddSubtype<Shape, Square>("square"));

        Drawing drawing = await toast.ValidateJsonAsync<Drawing>("""{"main":{"$type":"circle","radius":1},"others":[{"side":2,"$type":"square"}]}""");
        Assert.Equal(new Circle(1), drawing.Main);
        Assert.Equal([new Square(2)], drawing.Others);
    }
}

using Toast.Core.Tests.Engine;
using Toast.Core.Tests.Verbs.Models;

namespace Toast.Core.Tests.Verbs;

/// <summary>Where a model lives, and how a wrong place is told.</summary>
public sealed class StorageTests : VerbTest
{
    [Fact]
    [Trait("Behaviour", "B-002")]
    public async Task B_002_models_of_several_stores_live_side_by_side()
    {
        IToast toast = Open(builder => builder
            .AddStore("main", UrlOf("sqlite"))
            .AddStore("files", UrlOf("file", "files"))
            .UseDefaultStore("main"));
        ExternalReference inMain = await toast.DumpAsync(new Customer("Ada", 36));
        ExternalReference inFiles = await toast.DumpAsync(new InFiles { Text = "a" });
        ExternalReference inMemory = await toast.DumpAsync(new InMemory { Text = "b" });
        ExternalReference inherited = await toast.DumpAsync(new AlsoInFiles { Text = "c", More = 1 });
        ExternalReference moved = await toast.DumpAsync(new MovedToMemory { Text = "d" });

        string[] classes = [.. new[] { inMain, inFiles, inMemory, inherited, moved }.Select(reference => reference.ClassName)];
        await using IToast mainAlone = new ToastBuilder().AddStore("main", UrlOf("sqlite")).UseDefaultStore("main").AcceptClasses(classes).Build();
        Assert.True(await mainAlone.ExistsAsync(inMain));
        foreach (ExternalReference elsewhere in new[] { inFiles, inMemory, inherited, moved })
        {
            Assert.False(await mainAlone.ExistsAsync(elsewhere));
        }

        await using IToast filesAlone =
            new ToastBuilder().AddStore("files", UrlOf("file", "files")).UseDefaultStore("files").AcceptClasses(classes).Build();
        Assert.True(await filesAlone.ExistsAsync(inFiles));
        Assert.True(await filesAlone.ExistsAsync(inherited));
        Assert.False(await filesAlone.ExistsAsync(moved));
        Assert.Equal("d", (await toast.ValidateAsync<MovedToMemory>(moved)).Text);
        Assert.Equal(["files", "main", "memory://verbs-storage-tests"], (await toast.ProbeAsync()).Select(store => store.Store));
    }

    [Fact]
    [Trait("Behaviour", "B-014")]
    public void B_014_a_good_url_registers_without_being_contacted_and_a_bad_one_names_the_model()
    {
        var backend = new HookedBackend { OnConnect = () => throw new StorageConnectionException(ErrorCodes.Unreachable, "down") };
        Open(builder => builder.AddBackend("down", _ => backend).UseDefaultStore("down://host/").AddModel<Customer>());
        Open("sqlite", builder => builder.AddModel<Customer>());

        Assert.Equal(0, backend.Connects);
        Assert.Empty(Directory.EnumerateFileSystemEntries(Folder));
        var error = Assert.Throws<StorageValidationException>(() => Open(builder => builder.AddModel<BadPlace>()));
        Assert.Equal(ErrorCodes.InvalidConfiguration, error.Code);
        Assert.Contains(typeof(BadPlace).FullName!, error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("nonsense:/", "no scheme")]
    [InlineData("nosuch://host", "Known schemes are")]
    [InlineData("postgresql://host:port/db", "port")]
    [InlineData("sqlite://host/a.db", "sqlite:///")]
    [InlineData("file:///", "folder")]
    [Trait("Behaviour", "B-014")]
    [Trait("Behaviour", "B-025")]
    public void B_014_B_025_each_wrong_url_is_an_error_of_its_own_with_the_model_in_it(string url, string about)
    {
        var error = Assert.Throws<StorageValidationException>(
            () => Open(builder => builder.AddModel<Customer>(model => model.StoreIn(url))));

        Assert.Equal(ErrorCodes.InvalidConfiguration, error.Code);
        Assert.Contains(typeof(Customer).FullName!, error.Message, StringComparison.Ordinal);
        Assert.Contains(about, error.Message, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    [Trait("Behaviour", "B-025")]
    public void B_025_an_unknown_scheme_lists_those_that_are_known()
    {
        var error = Assert.Throws<StorageValidationException>(
            () => Open(builder => builder.AddBackend("own", _ => new HookedBackend()).UseDefaultStore("nosuch://host")));

        Assert.Equal(ErrorCodes.InvalidConfiguration, error.Code);
        Assert.All(["file", "memory", "own", "sqlite", "nosuch"], scheme => Assert.Contains(scheme, error.Message, StringComparison.Ordinal));
    }

    [Fact]
    [Trait("Behaviour", "B-026")]
    public async Task B_026_a_model_without_a_place_is_refused_with_the_ways_out_unless_the_embedded_default_was_asked_for()
    {
        var atStart = Assert.Throws<StorageValidationException>(() => Open(builder => builder.AddModel<Customer>()));
        IToast without = Open(_ => { });
        var atUse = await FailsAsync<StorageValidationException>(
            ErrorCodes.InvalidConfiguration, () => without.DumpAsync(new Customer("Ada", 36)));

        Assert.Equal(ErrorCodes.InvalidConfiguration, atStart.Code);
        Assert.All(
            [typeof(Customer).FullName!, "[External(", "UseDefaultStore"],
            part => Assert.All([atStart, atUse], error => Assert.Contains(part, error.Message, StringComparison.Ordinal)));
        Assert.Null(Record.Exception(() => Open(builder => builder.UseEmbeddedDefault().AddModel<Customer>())));
    }

    [External("memory://verbs-storage-tests")]
    private sealed class InMemory
    {
        public string Text { get; set; } = "";
    }

    [External("files")]
    private class InFiles
    {
        public string Text { get; set; } = "";
    }

    private sealed class AlsoInFiles : InFiles
    {
        public int More { get; set; }
    }

    [External("memory://verbs-storage-tests")]
    private sealed class MovedToMemory : InFiles;

    [External("sqlite:/data")]
    private sealed class BadPlace
    {
        public string Text { get; set; } = "";
    }
}

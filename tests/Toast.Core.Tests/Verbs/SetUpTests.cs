using Toast.Core.Tests.Engine;
using Toast.Core.Tests.Verbs.Models;

namespace Toast.Core.Tests.Verbs;

/// <summary>The set-up of an engine: any order, all mistakes at once.</summary>
public sealed class SetUpTests : VerbTest
{
    [Fact]
    [Trait("Behaviour", "B-135")]
    public async Task B_135_variables_are_resolved_at_start_and_a_missing_one_is_named_with_its_model_or_store()
    {
        string variable = "TOAST_TEST_" + Guid.NewGuid().ToString("N");
        var ofStore = Assert.Throws<StorageValidationException>(() => Open(builder => builder.AddStore("orders", $"sqlite:///${{{variable}}}/a.db")));
        var ofModel = Assert.Throws<StorageValidationException>(
            () => Open(builder => builder.AddModel<Customer>(model => model.StoreIn($"${{{variable}}}"))));
        Assert.Contains("orders", ofStore.Message, StringComparison.Ordinal);
        Assert.Contains(typeof(Customer).FullName!, ofModel.Message, StringComparison.Ordinal);
        Assert.All([ofStore, ofModel], error => Assert.Contains(variable, error.Message, StringComparison.Ordinal));

        Environment.SetEnvironmentVariable(variable, UrlOf("sqlite"));
        IToast toast = Open(builder => builder.UseDefaultStore($"${{{variable}}}"));
        Environment.SetEnvironmentVariable(variable, null);
        await toast.DumpAsync(new Customer("Ada", 36));
        Assert.True(File.Exists(Path.Combine(Folder, "main.db")));
    }

    [Fact]
    [Trait("Behaviour", "B-136")]
    public async Task B_136_the_order_of_the_set_up_means_nothing()
    {
        IToast toast = Open(builder => builder
            .AddModel<Customer>(model => model.StoreIn("late"))
            .UseDefaultStore("early")
            .AddStore("late", "own://x")
            .AddStore("early", "memory://")
            .AddBackend("OWN", _ => new HookedBackend()));

        Assert.Equal("Ada", (await toast.ValidateAsync<Customer>(await toast.DumpAsync(new Customer("Ada", 36)))).Name);
    }

    [Fact]
    [Trait("Behaviour", "B-136")]
    public void B_136_all_mistakes_are_reported_in_one_error()
    {
        var error = Assert.Throws<StorageValidationException>(() => Open(builder => builder
            .AddBackend("not_a_scheme", _ => new HookedBackend())
            .AddStore("bad name!", "memory://")
            .AddStore("orders", "nosuch://host")
            .UseDefaultStore("missing")
            .AddModel<Customer>()
            .AddModel<GuardedCustomer>(model => model.StoreIn("nowhere"))
            .Configure(options => options.MaxRetries = -1)));

        Assert.Equal(ErrorCodes.InvalidConfiguration, error.Code);
        Assert.All(
            ["not_a_scheme", "bad name!", "orders", "'missing'", typeof(Customer).FullName!, typeof(GuardedCustomer).FullName!, "'nowhere'", "MaxRetries"],
            part => Assert.Contains(part, error.Message, StringComparison.Ordinal));
        Assert.Equal(7, Assert.IsType<AggregateException>(error.InnerException).InnerExceptions.Count);
    }

    [Fact]
    [Trait("Behaviour", "B-324")]
    [Trait("Behaviour", "B-013")]
    public async Task B_324_B_013_a_scheme_or_store_name_that_is_taken_needs_an_explicit_replacement()
    {
        var scheme = Assert.Throws<StorageValidationException>(() => Open(builder => builder.AddBackend("Memory", _ => new HookedBackend())));
        var package = Assert.Throws<StorageValidationException>(() => Open(builder => builder.AddBackend("sqlite", _ => new HookedBackend())));
        var name = Assert.Throws<StorageValidationException>(() => Open(builder => builder.AddStore("main", "memory://").AddStore("MAIN", "memory://")));
        Assert.All([scheme, package, name], error => Assert.Equal(ErrorCodes.DuplicateRegistration, error.Code));

        var backend = new HookedBackend();
        IToast toast = Open(builder => builder
            .AddBackend("memory", _ => backend, replace: true)
            .UseDefaultStore("memory://")
            .AddModel<Customer>()
            .AddModel<Customer>());
        await toast.DumpAsync(new Customer("Ada", 36));
        Assert.Equal(1, backend.Writes);
    }

    [Fact]
    [Trait("Behaviour", "B-206")]
    public void B_206_a_limit_above_what_a_store_carries_is_refused_at_start()
    {
        var error = Assert.Throws<StorageValidationException>(() => Open(
            new SmallBackend(), builder => builder.AddModel<Customer>().Configure(options => options.MaxRecordBytes = 1_001)));

        Assert.Equal(ErrorCodes.InvalidConfiguration, error.Code);
        Assert.All(["1000", "1001", "main"], part => Assert.Contains(part, error.Message, StringComparison.Ordinal));
        Open(new SmallBackend(), builder => builder.AddModel<Customer>().Configure(options => options.MaxRecordBytes = 1_000));
    }

    [Fact]
    [Trait("Behaviour", "B-254")]
    public void B_254_two_models_with_one_name_or_alias_are_refused_with_both_types()
    {
        foreach (Action<ToastBuilder> second in new Action<ToastBuilder>[] { b => b.AddModel<Namesake>(), b => b.AddModel<FormerCustomer>() })
        {
            var error = Assert.Throws<StorageValidationException>(() => Open("memory", builder => second(builder.AddModel<Customer>())));
            Assert.Equal(ErrorCodes.DuplicateRegistration, error.Code);
            Assert.Contains(typeof(Customer).FullName!, error.Message, StringComparison.Ordinal);
        }
    }

    [External(Name = "customer")]
    private sealed class Namesake
    {
        public int Value { get; set; }
    }

    [External(Aliases = ["Customer"])]
    private sealed class FormerCustomer
    {
        public int Value { get; set; }
    }

    private sealed class SmallBackend() : StorageBackend(StorageUrl.Parse("plain://"))
    {
        public override long MaxRecordBytes => 1_000;

        public override Task ConnectAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public override Task DisconnectAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public override Task SaveAsync(StoredRecord record, CancellationToken cancellationToken) => Task.CompletedTask;

        public override Task<StoredRecord?> LoadAsync(RecordKey key, CancellationToken cancellationToken) => Task.FromResult<StoredRecord?>(null);
    }
}

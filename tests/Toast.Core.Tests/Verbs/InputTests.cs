using System.Text.Json;
using Toast.Core.Tests.Engine;
using Toast.Core.Tests.Verbs.Models;
using Toast.Worker;

namespace Toast.Core.Tests.Verbs;

/// <summary>Plain data and references as text.</summary>
public sealed class InputTests : VerbTest
{
    [Fact]
    [Trait("Behaviour", "B-006")]
    public async Task B_006_plain_data_needs_no_store()
    {
        var backend = new HookedBackend { OnConnect = () => throw new StorageConnectionException(ErrorCodes.Unreachable, "down") };
        IToast toast = Open(backend);
        Customer customer = await toast.ValidateJsonAsync<Customer>("""{"name":"Ada","age":36,"extra":{"a":[1]}}""");
        Customer parsed = await toast.ValidateAsync<Customer>(JsonSerializer.SerializeToElement(new { name = "Ada", age = 36 }));

        Assert.Equal(new Customer("Ada", 36), customer);
        Assert.Equal(customer, parsed);
        Assert.Null(toast.GetReference(customer));
        Assert.Equal((0, 0, 0), (backend.Connects, backend.Reads, backend.Writes));
    }

    [Theory]
    [InlineData("""{"name":"Ada","age":"42"}""", "$.age")]
    [InlineData("""{"name":"Ada","age":42.0001}""", "$.age")]
    [InlineData("""{"name":42,"age":42}""", "$.name")]
    [InlineData("""{"name":"Ada"}""", "$.age")]
    [InlineData("""{"name":"Ada","age":true}""", "$.age")]
    [InlineData("""{"name":"Ada","age":1,"note":["x"]}""", "$.note")]
    [Trait("Behaviour", "B-006")]
    public async Task B_006_wrong_and_missing_members_are_named_and_text_is_no_number(string json, string path)
    {
        IToast toast = Open("memory");
        var error = await FailsAsync<StorageValidationException>(ErrorCodes.InvalidValue, () => toast.ValidateJsonAsync<Customer>(json));

        Assert.Equal((path, "Customer"), (error.MemberPath, error.ClassName));
        Assert.Contains(path, error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("42", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(SharedStores))]
    [Trait("Behaviour", "B-003")]
    [Trait("Behaviour", "B-007")]
    public async Task B_003_B_007_references_travel_between_processes_in_both_directions(string kind)
    {
        IToast toast = Open(kind);
        string mine = await toast.DumpJsonAsync(new Tally { Count = 7, Text = "seven" });
        string theirs = (await OtherProcess.RunAsync("create", UrlOf(kind), "1", "1")).Trim();

        Assert.Equal("7 seven", (await OtherProcess.RunAsync("print", UrlOf(kind), mine)).Trim());
        Assert.Equal(0, (await toast.ValidateJsonAsync<Tally>($$"""{ "id": "{{theirs}}", "class_name": "Tally" }""")).Count);
        Assert.Equal("3 three", (await OtherProcess.RunAsync("print", UrlOf(kind), """{"count":3,"text":"three"}""")).Trim());
    }

    [Theory]
    [InlineData("{\n  \"name\": \"Ada\",\n  \"age\": 1,\n}", "line 4")]
    [InlineData("{\"name\":\"Ada\",,}", "line 1")]
    [InlineData("\n\nnonsense", "line 3")]
    [Trait("Behaviour", "B-007")]
    public async Task B_007_broken_json_is_reported_with_line_and_position(string json, string line)
    {
        IToast toast = Open("memory");
        var error = await FailsAsync<StorageValidationException>(ErrorCodes.InvalidJson, () => toast.ValidateJsonAsync<Customer>(json));

        Assert.Contains(line, error.Message, StringComparison.OrdinalIgnoreCase);
        Assert.Matches("(position|byte|column) [0-9]+", error.Message);
        Assert.DoesNotContain("Ada", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Behaviour", "B-008")]
    public async Task B_008_a_model_of_only_the_two_keys_is_refused_and_one_with_more_is_told_from_a_reference()
    {
        var refused = Assert.Throws<StorageValidationException>(() => Open("memory", builder => builder.AddModel<OnlyKeys>()));
        Assert.Contains(typeof(OnlyKeys).FullName!, refused.Message, StringComparison.Ordinal);

        IToast toast = Open("memory");
        var keys = new KeysAndMore { ClassName = "of its own", Id = "7", More = 1 };
        ExternalReference reference = await toast.DumpAsync(keys);
        KeysAndMore restored = await toast.ValidateJsonAsync<KeysAndMore>(reference.ToJson());
        Assert.Equal(("of its own", "7", 1), (restored.ClassName, restored.Id, restored.More));
        KeysAndMore plain = await toast.ValidateJsonAsync<KeysAndMore>("""{"class_name":"x","id":"y","more":2}""");
        Assert.Equal(("x", "y", 2), (plain.ClassName, plain.Id, plain.More));

        string withMore = $$"""{"class_name":"Customer","id":"{{Guid.NewGuid()}}","name":"Ada"}""";
        await FailsAsync<StorageValidationException>(ErrorCodes.InvalidReference, () => toast.ValidateJsonAsync<Customer>(withMore));
    }

    [Fact]
    [Trait("Behaviour", "B-027")]
    public async Task B_027_a_reference_of_another_class_is_refused_before_anything_is_read()
    {
        var backend = new HookedBackend();
        IToast toast = Open(backend, builder => builder.AddModel<Customer>());
        var error = await FailsAsync<StorageValidationException>(
            ErrorCodes.ClassMismatch, () => toast.ValidateAsync<Tally>(new ExternalReference("Customer", Guid.CreateVersion7())));

        Assert.Equal(("Tally", "Customer"), (error.Expected, error.Actual));
        Assert.Equal((0, 0), (backend.Connects, backend.Reads));
    }

    [Fact]
    [Trait("Behaviour", "B-007")]
    [Trait("Behaviour", "B-203")]
    public async Task B_007_B_203_half_a_surrogate_pair_fails_the_task_like_any_other_bad_text()
    {
        IToast toast = Open("memory");
        Task<Customer> validating = toast.ValidateJsonAsync<Customer>("{\"name\":\"\ud800\",\"age\":1}");

        var error = await Assert.ThrowsAsync<StorageValidationException>(() => validating);
        Assert.Equal(ErrorCodes.InvalidJson, error.Code);
    }

    [Theory]
    [InlineData("""{"name":"x","pet":{"$type":"System.Diagnostics.Process, System.Diagnostics.Process","name":"y"}}""", "$.pet")]
    [InlineData("""{"name":"x","pet":{"$type":"Toast.Core.Tests.Verbs.InputTests+Parrot","name":"y"}}""", "$.pet")]
    [InlineData("""{"name":"x","pet":{"$type":7,"name":"y"}}""", "$.pet")]
    [Trait("Behaviour", "B-412")]
    public async Task B_412_a_type_marker_chooses_among_the_registered_subtypes_only(string json, string path)
    {
        var backend = new HookedBackend();
        IToast toast = Open(backend, builder => builder.AddSubtype<Pet, Cat>("cat"));
        var error = await FailsAsync<StorageValidationException>(ErrorCodes.InvalidValue, () => toast.ValidateJsonAsync<Owner>(json));

        Assert.StartsWith(path, error.MemberPath, StringComparison.Ordinal);
        Owner owner = await toast.ValidateJsonAsync<Owner>("""{"$type":"System.Object","name":"x","pet":{"name":"y","$type":"cat"}}""");
        Assert.IsType<Cat>(owner.Pet);
        Assert.Equal(0, backend.Connects);
    }

    [Fact]
    [Trait("Behaviour", "B-147")]
    public async Task B_147_an_unregistered_derived_object_is_refused_before_anything_is_sent()
    {
        var backend = new HookedBackend();
        IToast toast = Open(backend, builder => builder.AddSubtype<Pet, Cat>("cat"));
        var owner = new Owner { Name = "x", Pet = new Parrot() };
        var error = await FailsAsync<StorageValidationException>(ErrorCodes.InvalidValue, () => toast.DumpAsync(owner));

        Assert.Equal("$.pet", error.MemberPath);
        Assert.Null(toast.GetReference(owner));
        Assert.Equal(0, backend.Connects);
    }

    [Fact]
    [Trait("Behaviour", "B-149")]
    public void B_149_names_of_generic_types_hold_simple_names_only()
    {
        IToast toast = Open("memory");

        Assert.Equal("Dictionary[String,List[Int32]]", toast.For<Dictionary<string, List<int>>>().ClassName);
        Assert.Equal("ValueTuple[Customer[],Nullable[Guid]]", toast.For<(Customer[], Guid?)>().ClassName);
    }

    private abstract class Pet
    {
        public string Name { get; set; } = "";
    }

    private sealed class Cat : Pet;

    private sealed class Parrot : Pet;

    [External]
    private sealed class Owner
    {
        public string Name { get; set; } = "";

        public Pet? Pet { get; set; }
    }

    [External]
    private sealed class OnlyKeys
    {
        public string ClassName { get; set; } = "";

        public string Id { get; set; } = "";
    }

    [External]
    private sealed class KeysAndMore
    {
        public string ClassName { get; set; } = "";

        public string Id { get; set; } = "";

        public int More { get; set; }
    }
}

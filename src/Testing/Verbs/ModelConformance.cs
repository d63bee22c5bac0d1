using System.Text.Json;
using Toast.Testing.Models;
using Xunit;

namespace Toast.Testing;

/// <summary>Dump and validate: what comes back is what was there.</summary>
/// <typeparam name="TPlace">The place to test.</typeparam>
public abstract class ModelConformance<TPlace> : VerbConformance<TPlace>
    where TPlace : StoragePlace, new()
{
    [SkippableFact]
    [Trait("Behaviour", "B-003")]
    [Trait("Behaviour", "B-004")]
    public async Task B_003_B_004_a_dump_gives_two_keys_that_another_process_restores_from()
    {
        var person = new Person("Ada", 36) { Note = "secret" };
        ExternalReference reference = await Toast.DumpAsync(person);
        string json = await Toast.DumpJsonAsync(person);

        Assert.Equal($$"""{"class_name":"Person","id":"{{reference.Id:D}}"}""", json);
        Assert.Equal(json, reference.ToJson());
        Assert.Equal(person, await OtherProcess().ValidateJsonAsync<Person>(json));
    }

    [SkippableFact]
    [Trait("Behaviour", "B-005")]
    public async Task B_005_a_restored_model_is_a_new_equal_instance_bound_to_its_record()
    {
        var person = new Person("Ada", 36) { Note = null };
        ExternalReference reference = await Toast.DumpAsync(person);
        Person restored = await Toast.ValidateAsync<Person>(reference);

        Assert.Equal(person, restored);
        Assert.NotSame(person, restored);
        Assert.Equal(reference, Toast.GetReference(restored));
    }

    [SkippableFact]
    [Trait("Behaviour", "B-019")]
    [Trait("Behaviour", "B-201")]
    [Trait("Behaviour", "B-202")]
    [Trait("Behaviour", "B-208")]
    [Trait("Behaviour", "B-246")]
    public async Task B_019_a_model_of_every_supported_type_is_restored_exactly()
    {
        var sink = new KitchenSink();
        sink.Refilled.Add("more");
        sink.Prefilled = [9];
        ExternalReference reference = await Toast.DumpAsync(sink);
        KitchenSink restored = await Toast.ValidateAsync<KitchenSink>(reference);

        KitchenSinkAssert.Same(sink, restored);
    }

    [SkippableFact]
    [Trait("Behaviour", "B-019")]
    public async Task B_019_a_restored_model_is_dumped_to_the_same_json()
    {
        ExternalReference reference = await Toast.DumpAsync(new KitchenSink());
        JsonElement before = await StoredAsync(reference);
        await Toast.DumpAsync(await Toast.ValidateAsync<KitchenSink>(reference));

        Assert.True(JsonElement.DeepEquals(before, await StoredAsync(reference)));
    }

    [SkippableFact]
    [Trait("Behaviour", "B-204")]
    public async Task B_204_null_is_stored_and_overwrites_an_earlier_value()
    {
        var person = new Person("", 0) { Note = "x" };
        ExternalReference reference = await Toast.DumpAsync(person);
        person.Note = null;
        await Toast.DumpAsync(person);

        JsonElement stored = await StoredAsync(reference);
        Assert.Equal(JsonValueKind.Null, stored.GetProperty("note").ValueKind);
        Assert.Equal("", stored.GetProperty("name").GetString());
        Assert.Null((await Toast.ValidateAsync<Person>(reference)).Note);
    }

    [SkippableFact]
    [Trait("Behaviour", "B-205")]
    public async Task B_205_data_of_exactly_the_limit_is_stored_and_one_byte_more_is_refused()
    {
        const int limit = 16_777_216;
        int around = JsonSerializer.SerializeToUtf8Bytes(new { content = "" }).Length;
        var largest = new Box<string> { Content = new string('x', limit - around) };
        ExternalReference reference = await Toast.DumpAsync(largest);
        Assert.Equal(largest.Content, (await Toast.ValidateAsync<Box<string>>(reference)).Content);

        var larger = new Box<string> { Content = largest.Content + "x" };
        await FailsAsync<StorageValidationException>(ErrorCodes.RecordTooLarge, () => Toast.DumpAsync(larger));
        Assert.Null(Toast.GetReference(larger));
    }

    [SkippableFact]
    [Trait("Behaviour", "B-207")]
    public async Task B_207_sixty_four_levels_are_stored_and_one_more_is_refused()
    {
        ExternalReference reference = await Toast.DumpAsync(new Box<JsonElement> { Content = Nested(63) });
        Assert.Equal(Nested(63).GetRawText(), (await Toast.ValidateAsync<Box<JsonElement>>(reference)).Content.GetRawText());

        await FailsAsync<StorageValidationException>(
            ErrorCodes.TooDeep, () => Toast.DumpAsync(new Box<JsonElement> { Content = Nested(64) }));

        static JsonElement Nested(int levels) => JsonDocument.Parse(
            new string('[', levels) + new string(']', levels), new JsonDocumentOptions { MaxDepth = 100 }).RootElement.Clone();
    }

    [SkippableFact]
    [Trait("Behaviour", "B-203")]
    public async Task B_203_a_lone_surrogate_is_refused_with_its_path()
    {
        var error = await FailsAsync<StorageValidationException>(ErrorCodes.InvalidValue, () => Toast.DumpAsync(new Person("a\ud800b", 1)));

        Assert.Equal("$.name", error.MemberPath);
    }

    [SkippableFact]
    [Trait("Behaviour", "B-244")]
    public async Task B_244_content_that_breaks_a_rule_is_refused_before_anything_is_sent()
    {
        var person = new Person("Ada", 151);
        var error = await FailsAsync<StorageValidationException>(ErrorCodes.InvalidValue, () => Toast.DumpAsync(person));

        Assert.Equal("$.age", error.MemberPath);
        Assert.DoesNotContain("151", error.Message, StringComparison.Ordinal);
        Assert.Null(Toast.GetReference(person));
    }

    [SkippableFact]
    [Trait("Behaviour", "B-148")]
    public async Task B_148_values_of_any_type_are_stored_under_a_stable_class_name()
    {
        IValues<List<int>> lists = Toast.For<List<int>>();
        Assert.Equal("List[Int32]", lists.ClassName);
        ExternalReference one = await lists.DumpAsync([1, 2, 3]), two = await lists.DumpAsync([]);
        Assert.NotEqual(one, two);
        Assert.Equal([1, 2, 3], await lists.ValidateAsync(one));
        Assert.Empty(await lists.ValidateAsync(two));

        Assert.Equal(7, await RoundTripAsync(7));
        Assert.Equal("text", await RoundTripAsync("text"));
        Assert.Null(await RoundTripAsync<string?>(null));
        Assert.Equal((1, "a", -0.5), await RoundTripAsync((1, "a", -0.5)));
        Assert.Equal(new KitchenSink.Point(1, 2), await RoundTripAsync(new KitchenSink.Point(1, 2)));
        Assert.Equal(["k"], (await RoundTripAsync(new Dictionary<string, int[]> { ["k"] = [1] })).Keys);

        async Task<T> RoundTripAsync<T>(T value)
        {
            IValues<T> values = Toast.For<T>();
            return await values.ValidateAsync(await values.DumpAsync(value));
        }
    }

    [SkippableFact]
    [Trait("Behaviour", "B-148")]
    public async Task B_148_a_value_is_written_over_a_given_reference()
    {
        IValues<int> values = Toast.For<int>(StoreName, "Answer");
        ExternalReference reference = await values.DumpAsync(41);

        Assert.Equal(reference, await values.DumpAsync(42, reference));
        Assert.Equal(42, await values.ValidateAsync(reference));
        Assert.Equal("Answer", reference.ClassName);
    }

    [SkippableFact]
    [Trait("Behaviour", "B-149")]
    public async Task B_149_a_generic_model_is_named_after_its_arguments()
    {
        ExternalReference reference = await Toast.DumpAsync(new Box<int> { Content = 7 });

        Assert.Equal("Box[Int32]", reference.ClassName);
        Assert.Equal(7, (await Toast.ValidateAsync<Box<int>>(reference)).Content);
    }

    [SkippableFact]
    [Trait("Behaviour", "B-146")]
    public async Task B_146_the_run_time_type_is_stored_and_restored_through_its_base()
    {
        Animal dog = new Dog { Name = "Rex", Barks = 3 };
        ExternalReference reference = await Toast.DumpAsync(dog);

        Assert.Equal("Dog", reference.ClassName);
        Assert.Equal(3, Assert.IsType<Dog>(await Toast.ValidateAsync<Animal>(reference)).Barks);
        await FailsAsync<StorageValidationException>(ErrorCodes.ClassMismatch, () => Toast.ValidateAsync<Cat>(reference));
    }

    [SkippableFact]
    [Trait("Behaviour", "B-147")]
    public async Task B_147_plain_derived_objects_keep_their_type()
    {
        var drawing = new Drawing { Main = new Square("blue", 1.10m), Shapes = [new Circle("red", -0.0), new Square("", 0m)] };
        Drawing restored = await Toast.ValidateAsync<Drawing>(await Toast.DumpAsync(drawing));

        Assert.Equal(drawing.Main, restored.Main);
        Assert.Equal(drawing.Shapes, restored.Shapes);
    }

    [SkippableFact]
    [Trait("Behaviour", "B-241")]
    public async Task B_241_members_of_another_build_survive_a_dump()
    {
        ExternalReference reference = (await Toast.Records.CreateAsync(
            "Person", """{"name":"Ada","age":36,"note":null,"future":{"exact":1.50,"list":[1,null]}}"""u8.ToArray())).Reference;
        Person person = await Toast.ValidateAsync<Person>(reference);
        person.Note = "changed";
        await Toast.DumpAsync(person);

        JsonElement stored = await StoredAsync(reference);
        Assert.Equal("changed", stored.GetProperty("note").GetString());
        Assert.Equal("1.50", stored.GetProperty("future").GetProperty("exact").GetRawText());
    }

    [SkippableFact]
    [Trait("Behaviour", "B-033")]
    public async Task B_033_the_engine_says_that_the_store_answers()
    {
        await Toast.DumpAsync(new Person("Ada", 36));
        StoreHealth health = Assert.Single(await Toast.ProbeAsync());

        Assert.Equal((StoreName, true, null, null), (health.Store, health.IsUp, health.Code, health.Problem));
    }
}

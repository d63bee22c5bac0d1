using System.Text;
using System.Text.Json;
using Toast.Testing.Models;
using Xunit;

namespace Toast.Testing;

/// <summary>Input from outside: plain data, references, and what is neither.</summary>
/// <typeparam name="TPlace">The place to test.</typeparam>
public abstract class InputConformance<TPlace> : VerbConformance<TPlace>
    where TPlace : StoragePlace, new()
{
    private const string Id = "01890a5d-ac96-774b-bcce-b302099a8057";

    [SkippableFact]
    [Trait("Behaviour", "B-006")]
    [Trait("Behaviour", "B-007")]
    public async Task B_006_B_007_plain_data_makes_an_unbound_instance()
    {
        Person fromText = await Toast.ValidateJsonAsync<Person>("""{"name":"Ada","age":36,"unknown":[1]}""");
        Person fromBytes = await Toast.ValidateJsonAsync<Person>("""{"age":36,"name":"Ada"}"""u8.ToArray());
        Person fromElement = await Toast.ValidateAsync<Person>(JsonSerializer.SerializeToElement(new { name = "Ada", age = 36 }));

        Assert.Equal(new Person("Ada", 36), fromText);
        Assert.Equal(fromText, fromBytes);
        Assert.Equal(fromText, fromElement);
        Assert.Null(Toast.GetReference(fromText));
        Assert.False((await StoredAsync(await Toast.DumpAsync(fromText))).TryGetProperty("unknown", out _));
    }

    [SkippableTheory]
    [Trait("Behaviour", "B-006")]
    [Trait("Behaviour", "B-216")]
    [InlineData("""{"name":"Ada","age":"36"}""", "$.age")]
    [InlineData("""{"name":"Ada","age":36.5}""", "$.age")]
    [InlineData("""{"name":"Ada","age":3e9}""", "$.age")]
    [InlineData("""{"name":"Ada","age":null}""", "$.age")]
    [InlineData("""{"name":7,"age":36}""", "$.name")]
    [InlineData("""{"name":"Ada"}""", "$.age")]
    [InlineData("""{"Name":"Ada","age":36}""", "$.name")]
    [InlineData("""{"name":"Ada","age":151}""", "$.age")]
    public async Task B_006_B_216_data_that_does_not_fit_is_refused_with_the_path(string json, string path)
    {
        var error = await FailsAsync<StorageValidationException>(ErrorCodes.InvalidValue, () => Toast.ValidateJsonAsync<Person>(json));

        Assert.Equal(path, error.MemberPath);
    }

    [SkippableTheory]
    [Trait("Behaviour", "B-007")]
    [Trait("Behaviour", "B-410")]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("nonsense")]
    [InlineData("""{"name":"Ada","age":36}x""")]
    [InlineData("""{"name":"Ada","age":36,}""")]
    [InlineData("""{"name":"Ada",/* c */"age":36}""")]
    [InlineData("""{'name':'Ada','age':36}""")]
    [InlineData("""{"name":"Ada","age":36,"age":37}""")]
    [InlineData("""{"name":"Ada","age":36,"unknown":{"a":[{"b":1,"b":2}]}}""")]
    [InlineData("""{"class_name":"Person","class_name":"Person","id":"01890a5d-ac96-774b-bcce-b302099a8057"}""")]
    [InlineData("\ufeff{\"name\":\"Ada\",\"age\":36}")]
    public async Task B_007_B_410_what_is_not_strict_json_is_refused(string json) =>
        await FailsAsync<StorageValidationException>(
            ErrorCodes.InvalidJson, () => Toast.ValidateJsonAsync<Person>(Encoding.UTF8.GetBytes(json)));

    [SkippableTheory]
    [Trait("Behaviour", "B-008")]
    [Trait("Behaviour", "B-016")]
    [Trait("Behaviour", "B-406")]
    [Trait("Behaviour", "B-411")]
    [InlineData($$"""{"class_name":"Person","id":"{{Id}}","name":"Ada","age":36}""")]
    [InlineData($$"""{"class_name":"Person","id":"{{Id}} "}""")]
    [InlineData("""{"class_name":"Person","id":"0x12345678-ac96-774b-bcce-b302099a8057"}""")]
    [InlineData("""{"class_name":"Person","id":7}""")]
    [InlineData("""{"class_name":"Person","id":null}""")]
    [InlineData("""{"class_name":"Person","id":["01890a5d-ac96-774b-bcce-b302099a8057"]}""")]
    [InlineData($$"""{"class_name":null,"id":"{{Id}}"}""")]
    [InlineData($$"""{"class_name":"","id":"{{Id}}"}""")]
    [InlineData($$"""{"class_name":"../Person","id":"{{Id}}"}""")]
    [InlineData($$"""{"class_name":"Per/son","id":"{{Id}}"}""")]
    [InlineData($$"""{"class_name":"Person'; --","id":"{{Id}}"}""")]
    [InlineData($$"""{"class_name":"Person\u0000","id":"{{Id}}"}""")]
    [InlineData($$"""{"class_name":"Per%son*","id":"{{Id}}"}""")]
    [InlineData($$"""{"class_name":"Pеrson","id":"{{Id}}"}""")]
    public async Task B_008_B_406_B_411_a_malformed_reference_is_refused(string json) =>
        await FailsAsync<StorageValidationException>(ErrorCodes.InvalidReference, () => Toast.ValidateJsonAsync<Person>(json));

    [SkippableFact]
    [Trait("Behaviour", "B-219")]
    public async Task B_219_every_spelling_of_an_id_reaches_one_record()
    {
        ExternalReference reference = await Toast.DumpAsync(new Person("Ada", 36));
        string id = reference.Id.ToString("D");
        foreach (string spelling in new[] { id, id.ToUpperInvariant(), $"{{{id}}}", $"urn:uuid:{id}", reference.Id.ToString("N") })
        {
            Person person = await Toast.ValidateJsonAsync<Person>($$"""{"id":"{{spelling}}","class_name":"Person"}""");
            Assert.Equal(reference, Toast.GetReference(person));
        }
    }

    [SkippableFact]
    [Trait("Behaviour", "B-027")]
    [Trait("Behaviour", "B-253")]
    [Trait("Behaviour", "B-255")]
    public async Task B_027_B_253_B_255_a_reference_of_another_or_unknown_class_is_told_apart()
    {
        await Toast.DumpAsync(new Counter());
        var mismatch = await FailsAsync<StorageValidationException>(
            ErrorCodes.ClassMismatch, () => Toast.ValidateAsync<Person>(new ExternalReference("Counter", Guid.CreateVersion7())));
        Assert.Equal(("Person", "Counter"), (mismatch.Expected, mismatch.Actual));
        await FailsAsync<StorageValidationException>(
            ErrorCodes.ClassMismatch, () => Toast.ValidateAsync<Person>(new ExternalReference("person", Guid.CreateVersion7())));
        await FailsAsync<StorageValidationException>(
            ErrorCodes.UnknownClass, () => Toast.ValidateAsync<Person>(new ExternalReference("Nobody_knows", Guid.CreateVersion7())));
    }

    [SkippableFact]
    [Trait("Behaviour", "B-323")]
    public async Task B_323_a_cancelled_dump_stores_nothing_and_a_retry_works()
    {
        using var cancelled = new CancellationTokenSource();
        await cancelled.CancelAsync();
        var person = new Person("Ada", 36);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Toast.DumpAsync(person, cancellationToken: cancelled.Token));
        Assert.Null(Toast.GetReference(person));
        ExternalReference reference = await Toast.DumpAsync(person);
        Assert.Equal(1, (await Toast.GetInfoAsync(reference)).Version);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => Toast.ValidateAsync<Person>(reference, cancellationToken: cancelled.Token));
    }
}

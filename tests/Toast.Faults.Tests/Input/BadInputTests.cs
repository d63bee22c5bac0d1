using System.Text;
using Toast.Faults.Tests.Models;
using Toast.Faults.Tests.Support;

namespace Toast.Faults.Tests.Input;

/// <summary>The common mistakes in input: each has its exception with cause and remedy before the store is touched, and harms nothing that is stored.</summary>
public sealed class BadInputTests : IAsyncLifetime
{
    private const string Id = "01890a5d-ac96-774b-bcce-b302099a8057";

    private readonly CountingBackend backend = new();
    private readonly IToast toast;
    private ExternalReference stored = null!;

    public BadInputTests() => toast = Engines.On(backend);

    public async Task InitializeAsync() => stored = await toast.DumpAsync(Account.Sample with { });

    public async Task DisposeAsync() => await toast.DisposeAsync();

    [Theory]
    [Trait("Behaviour", "B-007"), Trait("Behaviour", "B-410"), Trait("Behaviour", "B-022")]
    [InlineData("""{"name":"Ada","age":36""", ErrorCodes.InvalidJson, "is not strict JSON", "Send one JSON value")]
    [InlineData("", ErrorCodes.InvalidJson, "is not strict JSON", "Send one JSON value")]
    [InlineData("""{"name":"Ada","age":36,"age":37}""", ErrorCodes.InvalidJson, "is not strict JSON", "Send one JSON value")]
    [InlineData("""{"name":"Ada","age":36,"tags":["a"],"home":{"street":"s","city":null,"str\u0065et":"t"}}""", ErrorCodes.InvalidJson, "$.home", "Send one JSON value")]
    [InlineData("""{"class_name":"Account","id":"01890a5d-ac96-774b-bcce-b302099a8057","id":"01890a5d-ac96-774b-bcce-b302099a8057"}""", ErrorCodes.InvalidJson, "$.id", "Send one JSON value")]
    [InlineData("""{"name":"Ada","age":36}{}""", ErrorCodes.InvalidJson, "is not strict JSON", "Send one JSON value")]
    [InlineData("""{"name":"Ada","age":"36"}""", ErrorCodes.InvalidValue, "$.age", "Correct the value")]
    [InlineData("""{"name":["Ada"],"age":36}""", ErrorCodes.InvalidValue, "$.name", "Correct the value")]
    [InlineData("""{"name":"Ada","age":36,"pair":7}""", ErrorCodes.InvalidValue, "$.pair", "Correct the value")]
    [InlineData("""{"name":"Ada","age":36,"level":"Middle"}""", ErrorCodes.InvalidValue, "$.level", "Correct the value")]
    [InlineData("""{"name":"Ada","age":36,"scores":{"x":1e400}}""", ErrorCodes.InvalidValue, "$.scores.x", "Correct the value")]
    [InlineData("""{"name":"Ada"}""", ErrorCodes.InvalidValue, "$.age", "Correct the value")]
    [InlineData("{}", ErrorCodes.InvalidValue, "$.name", "Correct the value")]
    [InlineData("""{"name":"Ada","age":-1}""", ErrorCodes.InvalidValue, "$.age", "Correct these members")]
    [InlineData("""{"class_name":"Account","id":"01890a5d-ac96-774b-bcce-b302099a8057","extra":1}""", ErrorCodes.InvalidReference, "a key other than", "Pass exactly")]
    [InlineData("""{"class_name":"Account","id":"not-a-uuid"}""", ErrorCodes.InvalidReference, "not a UUID", "Pass exactly")]
    [InlineData("""{"class_name":"Acc/ount","id":"01890a5d-ac96-774b-bcce-b302099a8057"}""", ErrorCodes.InvalidReference, "other than ASCII", "Pass the reference")]
    [InlineData("""{"class_name":"Acc\u0000ount","id":"01890a5d-ac96-774b-bcce-b302099a8057"}""", ErrorCodes.InvalidReference, "other than ASCII", "Pass the reference")]
    [InlineData("""{"class_name":"Household","id":"01890a5d-ac96-774b-bcce-b302099a8057"}""", ErrorCodes.ClassMismatch, "Account was asked for", "Validate it as")]
    [InlineData("""{"class_name":"Stranger","id":"01890a5d-ac96-774b-bcce-b302099a8057"}""", ErrorCodes.UnknownClass, "not known here", "Register the model")]
    [InlineData("null", ErrorCodes.InvalidReference, "is null", "Pass {")]
    [InlineData("[]", ErrorCodes.InvalidReference, "is an array", "Pass {")]
    [InlineData("\"Account\"", ErrorCodes.InvalidReference, "is text", "Pass {")]
    [InlineData("7", ErrorCodes.InvalidReference, "is a number", "Pass {")]
    public Task B_007_B_022_a_mistake_in_json_is_named_before_the_store_is_touched(string json, string code, string cause, string remedy) =>
        RefusedAsync(json, code, cause, remedy);

    [Fact, Trait("Behaviour", "B-207")]
    public async Task B_207_input_that_is_too_deep_is_refused_before_the_store_is_touched()
    {
        await RefusedAsync(Nested(65), ErrorCodes.TooDeep, "64 levels", "Flatten the data");
        Assert.Equal("Ada", (await toast.ValidateJsonAsync<Account>(Nested(64))).Name);
    }

    [Fact, Trait("Behaviour", "B-205"), Trait("Behaviour", "B-409")]
    public Task B_205_input_that_is_too_large_is_refused_before_the_store_is_touched() =>
        RefusedAsync($$"""{"name":"Ada","age":36,"unknown":"{{new string('x', 16 * 1024 * 1024)}}"}""", ErrorCodes.RecordTooLarge, "16777216", "Split the data");

    [Theory]
    [Trait("Behaviour", "B-406"), Trait("Behaviour", "B-251"), Trait("Behaviour", "B-252")]
    [MemberData(nameof(HostileNames))]
    public async Task B_406_a_hostile_class_name_is_refused_before_the_store_is_touched(string name)
    {
        string json = $$"""{"class_name":{{System.Text.Json.JsonSerializer.Serialize(name)}},"id":"{{Id}}"}""";
        var made = Assert.Throws<StorageValidationException>(() => new ExternalReference(name, Guid.NewGuid()));
        int before = backend.Calls;
        var read = await Assert.ThrowsAsync<StorageValidationException>(() => toast.ValidateJsonAsync<Account>(json));
        var created = await Assert.ThrowsAsync<StorageValidationException>(() => toast.Records.CreateAsync(name, "{}"u8.ToArray()));
        var listed = await Assert.ThrowsAsync<StorageValidationException>(async () => await toast.Records.ListAsync(name).GetAsyncEnumerator().MoveNextAsync());
        var valued = Assert.Throws<StorageValidationException>(() => toast.For<int>(name: name));

        Assert.Equal(before, backend.Calls);
        Assert.All([made, read, created, listed], error => Assert.Equal(ErrorCodes.InvalidReference, error.Code));
        Assert.Equal(ErrorCodes.InvalidName, valued.Code);
        Assert.All([made, read, created, listed, valued], error => Assert.InRange(error.Message.Length, 1, 600));
        Assert.All([made, read, created, listed, valued], error => Assert.DoesNotContain(error.Message, c => c is < ' ' or > '~'));
    }

    public static TheoryData<string> HostileNames { get; } =
    [
        "Account:1", "Account/1", "Account\\1", "..", "A..B", "Account'", "Account\"", "Account;--", "Account%", "Account*", "{Account}", "Acc ount",
        "Account\n", "Account\r\nwarn: forged", "Account\0", "\0", "", " ", ".", ".Account", "Account.", "[]", "А\u0441count", "Account\u200b",
        new('x', 201), new('x', 1_000_000), "\u001b[31mred",
    ];

    [Fact, Trait("Behaviour", "B-407")]
    public async Task B_407_a_forged_reference_neither_reads_nor_alters_nor_deletes_the_other_record()
    {
        var forged = new ExternalReference("Household", stored.Id);
        await Assert.ThrowsAsync<RecordNotFoundException>(() => toast.ValidateAsync<Household>(forged));
        Assert.False(await toast.ExistsAsync(forged));
        Assert.False(await toast.DeleteAsync(forged));
        await Assert.ThrowsAsync<RecordNotFoundException>(() => toast.UpdateAsync<Household>(forged, household => household));
        await toast.DumpAsync(new Household((Account?)null), forged);
        await toast.DeleteAsync(forged);

        Assert.Equal(1, (await toast.GetInfoAsync(stored)).Version);
        Assert.Equal("Ada", (await toast.ValidateAsync<Account>(stored)).Name);
    }

    private static string Nested(int levels) =>
        $$"""{"name":"Ada","age":36,"unknown":{{new string('[', levels - 1)}}{{new string(']', levels - 1)}}}""";

    private async Task RefusedAsync(string json, string code, string cause, string remedy)
    {
        int before = backend.Calls;
        StorageValidationException[] errors =
        [
            await Assert.ThrowsAsync<StorageValidationException>(() => toast.ValidateJsonAsync<Account>(json)),
            await Assert.ThrowsAsync<StorageValidationException>(() => toast.ValidateJsonAsync<Account>(Encoding.UTF8.GetBytes(json))),
        ];

        Assert.Equal(before, backend.Calls);
        foreach (StorageValidationException error in errors)
        {
            Assert.Equal(code, error.Code);
            Assert.Contains(cause, error.Message, StringComparison.Ordinal);
            Assert.Contains(remedy, error.Message, StringComparison.Ordinal);
        }

        Assert.Equal("Ada", (await toast.ValidateAsync<Account>(stored)).Name);
    }
}

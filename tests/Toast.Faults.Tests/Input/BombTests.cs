using System.Text;
using System.Text.Json;
using Toast.Faults.Tests.Models;
using Toast.Faults.Tests.Support;

namespace Toast.Faults.Tests.Input;

/// <summary>Input made to cost far more than it is long. Bounds are on the bytes allocated, never on the clock. One test at a time: the count is the process's.</summary>
[Collection(Alone.Name)]
public sealed class BombTests : IAsyncLifetime
{
    private const int Limit = 16 * 1024 * 1024;
    private const long Most = 4L * Limit;

    private readonly CountingBackend backend = new();
    private readonly IToast toast;

    public BombTests() => toast = Engines.On(backend);

    public async Task InitializeAsync() => await toast.ValidateJsonAsync<Account>("""{"name":"Ada","age":36}""");

    public async Task DisposeAsync() => await toast.DisposeAsync();

    [Theory, Trait("Behaviour", "B-409")]
    [InlineData("arrays", ErrorCodes.TooDeep)]
    [InlineData("objects", ErrorCodes.TooDeep)]
    [InlineData("exponent", ErrorCodes.InvalidValue)]
    [InlineData("digits", ErrorCodes.InvalidValue)]
    [InlineData("duplicates", ErrorCodes.InvalidJson)]
    [InlineData("one byte too many", ErrorCodes.RecordTooLarge)]
    [InlineData("four times the limit", ErrorCodes.RecordTooLarge)]
    [InlineData("wide text", ErrorCodes.RecordTooLarge)]
    [InlineData("long class name", ErrorCodes.InvalidReference)]
    public async Task B_409_a_bomb_is_refused_with_little_memory(string kind, string code)
    {
        string text = Make(kind);
        byte[] bytes = Encoding.UTF8.GetBytes(text);
        await MeasuredAsync(code, () => toast.ValidateJsonAsync<Account>(bytes));
        await MeasuredAsync(code, () => toast.ValidateJsonAsync<Account>(text));
        if (kind is not ("arrays" or "objects"))
        {
            JsonElement element = JsonElement.Parse(bytes);
            await MeasuredAsync(code, () => toast.ValidateAsync<Account>(element));
        }

        Assert.Equal(0, backend.Calls);
    }

    [Theory, Trait("Behaviour", "B-409")]
    [InlineData("items", Most)]
    [InlineData("unknown members", 6L * Limit)]
    [InlineData("dictionary entries", 11L * Limit)]
    public async Task B_409_a_million_members_within_the_limit_are_data_and_cost_what_the_instance_needs(string kind, long most)
    {
        // Distinct and well-formed, so not refused: what is allocated is the collection itself, grown step by step.
        byte[] bytes = Encoding.UTF8.GetBytes(Million(kind));
        Assert.InRange(bytes.Length, 1_000_000, Limit);
        await MeasuredAsync(null, () => toast.ValidateJsonAsync<Account>(bytes), most);
    }

    private static async Task MeasuredAsync(string? code, Func<Task> verb, long most = Most)
    {
        long before = GC.GetTotalAllocatedBytes(precise: true);
        string? found = null;
        try
        {
            await verb();
        }
        catch (StorageValidationException e)
        {
            found = e.Code;
        }

        long allocated = GC.GetTotalAllocatedBytes(precise: true) - before;
        Assert.Equal(code, found);
        Assert.InRange(allocated, 0, most);
    }

    private static string Make(string kind) => kind switch
    {
        "arrays" => "{\"unknown\":" + new string('[', 100_000),
        "objects" => string.Concat(Enumerable.Repeat("{\"a\":", 100_000)),
        "exponent" => "{\"name\":\"Ada\",\"age\":1e999999999}",
        "digits" => "{\"name\":\"Ada\",\"age\":1,\"balance\":" + new string('7', 1_000_000) + "}",
        "duplicates" => Million("unknown members")[..^1] + ",\"u0\":1}",
        "one byte too many" => Padded(Limit + 1, 'x'),
        "four times the limit" => Padded(4 * Limit, 'x'),
        "wide text" => Padded(Limit - 100, '\u20ac'),
        _ => $$"""{"class_name":"{{new string('x', 1_000_000)}}","id":"01890a5d-ac96-774b-bcce-b302099a8057"}""",
    };

    private static string Padded(int length, char with)
    {
        const string start = "{\"name\":\"Ada\",\"age\":36,\"unknown\":\"";
        return start + new string(with, length - start.Length - 2) + "\"}";
    }

    private static string Million(string kind)
    {
        var json = new StringBuilder("{\"name\":\"Ada\",\"age\":36");
        json.Append(kind switch { "dictionary entries" => ",\"scores\":{", "items" => ",\"tags\":[", _ => "" });
        for (int i = 0; i < 1_000_000; i++)
        {
            json.Append(i == 0 && kind != "unknown members" ? "" : ",");
            _ = kind == "items" ? json.Append("\"t\"") : json.Append("\"u").Append(i).Append("\":1");
        }

        return json.Append(kind switch { "dictionary entries" => "}", "items" => "]", _ => "" }).Append('}').ToString();
    }
}

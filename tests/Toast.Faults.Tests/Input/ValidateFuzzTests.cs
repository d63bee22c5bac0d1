using System.Text;
using System.Text.Json;
using Toast.Faults.Tests.Models;
using Toast.Faults.Tests.Support;

namespace Toast.Faults.Tests.Input;

/// <summary>Damaged references and data through every validate verb: what may come out is an instance or an error of Toast's own, and nothing else.</summary>
public sealed class ValidateFuzzTests
{
    private static readonly Encoding Lenient = Encoding.Latin1;

    [Fact, Trait("Behaviour", "B-411"), Trait("Behaviour", "B-410"), Trait("Behaviour", "B-006")]
    public async Task B_411_damaged_input_gives_an_error_of_toast_and_reaches_no_store()
    {
        var backend = new CountingBackend();
        await using IToast toast = Engines.On(backend);
        ExternalReference stored = await toast.DumpAsync(Account.Sample);
        await RunAsync<Account>(toast, stored, backend, LongRun.Or(90_000, 900_000), refusedMeansNoTraffic: true);
    }

    [Fact, Trait("Behaviour", "B-411"), Trait("Behaviour", "B-236")]
    public async Task B_411_damaged_input_with_children_gives_an_error_of_toast()
    {
        var backend = new CountingBackend();
        await using IToast toast = Engines.On(backend);
        var household = new Household(Account.Sample with { }) { Members = [Account.Sample with { Age = 1 }], Guest = Account.Sample with { Age = 2 } };
        ExternalReference stored = await toast.DumpAsync(household);
        await RunAsync<Household>(toast, stored, backend, LongRun.Or(10_000, 100_000), refusedMeansNoTraffic: false);
    }

    private static async Task RunAsync<T>(IToast toast, ExternalReference stored, CountingBackend backend, int count, bool refusedMeansNoTraffic)
        where T : class
    {
        int seed = LongRun.Seed();
        var random = new Random(seed);
        byte[] data = (await toast.Records.ReadAsync(stored)).Data.ToArray();
        var damage = new JsonDamage(random, [data, Encoding.UTF8.GetBytes(stored.ToJson()), data]);
        var outcomes = new Dictionary<string, int>();
        for (int i = 0; i < count; i++)
        {
            byte[] input = damage.Next();
            int before = backend.Calls;
            string outcome = await OutcomeAsync<T>(toast, input, i % 3);
            bool reached = backend.Calls != before;
            bool mayReach = outcome is "ok" or ErrorCodes.NotFound || !refusedMeansNoTraffic;
            if (outcome.StartsWith("foreign", StringComparison.Ordinal) || (reached && !mayReach))
            {
                Assert.Fail($"TOAST_SEED={seed}, input {i} by verb {i % 3}, store reached: {reached}, {outcome}: {Convert.ToBase64String(input)}");
            }

            outcomes[outcome] = outcomes.GetValueOrDefault(outcome) + 1;
        }

        // The damage must be neither so heavy that everything dies at the first character nor so light that nothing is refused.
        string[] expected = ["ok", ErrorCodes.NotFound, ErrorCodes.InvalidJson, ErrorCodes.InvalidValue, ErrorCodes.InvalidReference, ErrorCodes.UnknownClass];
        Assert.Empty(expected.Except(outcomes.Keys));
    }

    private static async Task<string> OutcomeAsync<T>(IToast toast, byte[] input, int verb)
        where T : class
    {
        try
        {
            switch (verb)
            {
                case 0:
                    await toast.ValidateJsonAsync<T>(input);
                    break;
                case 1:
                    // As text, with half a surrogate pair here and there.
                    await toast.ValidateJsonAsync<T>(input.Length % 50 == 0 ? Lenient.GetString(input) + '\ud83d' : Encoding.UTF8.GetString(input));
                    break;
                default:
                    await toast.ValidateAsync<T>(ElementOf(input));
                    break;
            }

            return "ok";
        }
        catch (ExternalStorageException e)
        {
            return e.Code;
        }
        catch (Exception e) when (e is ArgumentException or OperationCanceledException)
        {
            return e.GetType().Name;
        }
        catch (Exception e)
        {
            return "foreign " + e;
        }
    }

    private static JsonElement ElementOf(byte[] input)
    {
        try
        {
            return JsonElement.Parse(input);
        }
        catch (JsonException)
        {
            return default;
        }
    }
}

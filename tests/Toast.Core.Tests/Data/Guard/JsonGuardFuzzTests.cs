using System.Text;
using System.Text.Json;
using Toast.Data;

namespace Toast.Core.Tests.Data.Guard;

/// <summary>The guard and the platform's document, which is told to be as strict and made to read every string, must agree on every input.</summary>
public class JsonGuardFuzzTests
{
    private const int Rounds = 100_000;

    private static readonly JsonLimits limits = JsonLimits.Default with { MaxDepth = 12 };

    [Fact]
    [Trait("Behaviour", "B-409"), Trait("Behaviour", "B-410")]
    public void B_410_damaged_documents_are_judged_as_by_a_strict_reader_and_only_faults_come_out()
    {
        int seed = Random.Shared.Next();
        var mutations = new JsonMutations(new Random(seed));
        int accepted = 0;
        for (int round = 0; round < Rounds; round++)
        {
            byte[] json = mutations.Next();
            string? complaint = Judge(json, ref accepted);
            if (complaint is not null)
            {
                Assert.Fail($"{complaint}; seed {seed}, round {round}, input {Encoding.Latin1.GetString(json)}");
            }
        }

        // The fuzz would prove little if nearly all its documents were of one kind.
        Assert.InRange(accepted, Rounds / 5, Rounds * 4 / 5);
    }

    private static string? Judge(byte[] json, ref int accepted)
    {
        DataFault? fault;
        try
        {
            fault = GuardProbe.Check(json, limits);
        }
        catch (Exception error)
        {
            return "The guard threw " + error;
        }

        bool strict = IsStrict(json);
        if (fault is null)
        {
            accepted++;
            return strict ? null : "The guard let through what a strict reader refuses";
        }

        // A number may be long and still be JSON.
        bool isLimit = fault is { Code: ErrorCodes.InvalidValue, Actual: "number" };
        return strict && !isLimit ? $"The guard refused a strict document: {fault.Code} {fault.Path} {fault.Message}" : null;
    }

    private static bool IsStrict(byte[] json)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(json, new() { AllowDuplicateProperties = false, MaxDepth = limits.MaxDepth });
            ReadStrings(document.RootElement);
            return true;
        }
        catch (Exception refused) when (refused is JsonException or InvalidOperationException)
        {
            return false;
        }
    }

    private static void ReadStrings(JsonElement element)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.String:
                element.GetString();
                break;
            case JsonValueKind.Array:
                foreach (JsonElement item in element.EnumerateArray())
                {
                    ReadStrings(item);
                }

                break;
            case JsonValueKind.Object:
                foreach (JsonProperty member in element.EnumerateObject())
                {
                    _ = member.Name;
                    ReadStrings(member.Value);
                }

                break;
        }
    }
}

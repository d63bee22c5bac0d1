using System.Text.Json;
using Toast.Data;
using Toast.Data.Guard;
using Toast.Verbs;

namespace Toast.AspNetCore;

/// <summary>Reads a reference from a request body, as strictly as any other input.</summary>
internal static class ReferenceBody
{
    /// <summary>More than the longest reference takes, every character escaped.</summary>
    public const int MaxBytes = 4096;

    public static ExternalReference Parse(ReadOnlySpan<byte> json)
    {
        try
        {
            JsonGuard.Check(json, JsonLimits.Default);
        }
        catch (DataFault fault)
        {
            throw DataErrors.PlainData(fault, "reference");
        }

        var reader = new Utf8JsonReader(json);
        reader.Read();
        return ExternalReferenceJsonConverter.Read(ref reader);
    }
}

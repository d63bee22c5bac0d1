using System.Buffers;
using System.Text.Json;
using System.Text.Json.Nodes;
using Toast.Registry;

namespace Toast.Verbs.Validating;

/// <summary>Brings the data of a record to the schema version of this build, in memory: the stored record is not touched by a load.</summary>
internal static class UpgradeRunner
{
    /// <summary>Above any depth a stored record may have.</summary>
    private const int HighestDepth = 2_000;

    public static ReadOnlyMemory<byte> Run(StoredRecord record, ModelInfo info, ExternalReference reference)
    {
        if (record.SchemaVersion == info.SchemaVersion)
        {
            return record.Data;
        }

        if (record.SchemaVersion > info.SchemaVersion)
        {
            throw Failure(
                ErrorCodes.SchemaTooNew,
                $"has schema version {record.SchemaVersion}, but this build knows {info.ClassName} only up to {info.SchemaVersion}. Deploy the newer build here.",
                info,
                reference);
        }

        JsonObject data = Parse(record, info, reference);
        for (int version = record.SchemaVersion; version < info.SchemaVersion; version++)
        {
            data = Step(data, version, record, info, reference);
        }

        return Write(data, record, info, reference);
    }

    private static ReadOnlyMemory<byte> Write(JsonObject data, StoredRecord record, ModelInfo info, ExternalReference reference)
    {
        try
        {
            var buffer = new ArrayBufferWriter<byte>(record.Data.Length + 256);
            using (var writer = new Utf8JsonWriter(buffer, new JsonWriterOptions { MaxDepth = HighestDepth, SkipValidation = true }))
            {
                data.WriteTo(writer);
            }

            return buffer.WrittenMemory;
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            // A step may have put in what no JSON can hold, such as NaN.
            throw Failure(
                ErrorCodes.StoredDataInvalid,
                $"could not be upgraded: the data after the steps to schema version {info.SchemaVersion} cannot be written as JSON ({e.GetType().Name}). "
                + "The stored record is untouched; its JSON can be read with Records.ReadAsync.",
                info,
                reference,
                e);
        }
    }

    private static JsonObject Step(JsonObject data, int version, StoredRecord record, ModelInfo info, ExternalReference reference)
    {
        Func<JsonObject, JsonObject> step = info.Upgrades.From(version) ?? throw Failure(
            ErrorCodes.SchemaNoUpgrader,
            $"has schema version {record.SchemaVersion} and this build writes {info.SchemaVersion}, but no upgrader from version {version} is registered. "
            + $"Register one with AddModel<{info.Type.Name}>(model => model.Upgrade({version}, ...)).",
            info,
            reference);
        try
        {
            return step(data) ?? throw new InvalidOperationException("The upgrader gave null.");
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            throw Failure(
                ErrorCodes.StoredDataInvalid,
                $"could not be upgraded: the step from schema version {version} to {version + 1} threw {e.GetType().Name}. The stored record is untouched; "
                + "its JSON can be read with Records.ReadAsync.",
                info,
                reference,
                e);
        }
    }

    private static JsonObject Parse(StoredRecord record, ModelInfo info, ExternalReference reference)
    {
        try
        {
            return JsonNode.Parse(record.Data.Span, documentOptions: new JsonDocumentOptions { AllowDuplicateProperties = false, MaxDepth = HighestDepth }) as JsonObject
                ?? throw DataErrors.Corrupt("is not a JSON object", reference, info.Store.Name);
        }
        catch (JsonException)
        {
            throw DataErrors.Corrupt("is not valid JSON", reference, info.Store.Name);
        }
    }

    private static StorageValidationException Failure(
        string code, string problem, ModelInfo info, ExternalReference reference, Exception? cause = null) =>
        new(code, $"Record {reference} in store {info.Store.Name} {problem}", cause)
        {
            ClassName = reference.ClassName,
            Id = reference.Id,
            Store = info.Store.Name,
        };
}

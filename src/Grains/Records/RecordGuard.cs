using Microsoft.Extensions.Options;
using Toast.Client.Wire;
using Toast.Registry;

namespace Toast.Grains.Records;

/// <summary>Refuses what a client may not send, before a store is asked: whoever can reach a gateway can send anything.</summary>
internal sealed class RecordGuard
{
    private readonly ClassMap? accepted;
    private readonly int maxRecordBytes;

    public RecordGuard(IOptions<ToastSiloOptions> options)
    {
        maxRecordBytes = options.Value.Engine.MaxRecordBytes;
        accepted = options.Value.AcceptedClasses.Count == 0
            ? null
            : ClassMap.Of(options.Value.AcceptedClasses);
    }

    /// <exception cref="StorageValidationException">The key is not one of a record, or the class is not accepted here.</exception>
    public void Check(RecordKey key) => CheckClass(key.ClassName, key.Id);

    /// <exception cref="StorageValidationException">The name is not one of a class, or the class is not accepted here.</exception>
    public void CheckClass(string? className, Guid? id = null)
    {
        if (ClassNameRules.Check(className) is { } problem)
        {
            throw Refusal(ErrorCodes.InvalidReference, null, null, $"The class name '{HostileText.Show(className ?? "")}' {problem}. Nothing was done. Use {ClassNameRules.Description}.");
        }

        if (accepted is not null && accepted.StoreOf(className!) is null)
        {
            throw Refusal(
                ErrorCodes.UnknownClass, className, id, $"This silo does not accept records of class {className}. Nothing was done. Add it to Toast:AcceptedClasses on the silo, or correct the name.");
        }
    }

    /// <exception cref="StorageValidationException">The write is too large, or holds what no write of Toast's holds.</exception>
    public SaveRequest Checked(RecordKey key, SaveCall? call)
    {
        SaveRequest request = (call ?? throw Incomplete()).ToRequest(key);
        Check(request);
        return request;
    }

    /// <exception cref="StorageValidationException">The write is too large, or holds what no write of Toast's holds.</exception>
    public void Check(SaveRequest request)
    {
        RecordKey key = request.Key;
        if (key.Id == Guid.Empty)
        {
            throw Refusal(
                ErrorCodes.InvalidReference, key.ClassName, key.Id, "A record cannot be stored under the all-zero id. Nothing was written. Dump without a reference to get a new id.");
        }

        if (request.Data.Length > maxRecordBytes)
        {
            throw new StorageValidationException(
                ErrorCodes.RecordTooLarge,
                $"Record {key} has {request.Data.Length} bytes, more than the {maxRecordBytes} that this silo accepts. Nothing was written. Split it, or raise Toast:Engine:MaxRecordBytes.")
            {
                ClassName = key.ClassName,
                Id = key.Id,
                Expected = $"at most {maxRecordBytes} bytes",
                Actual = $"{request.Data.Length} bytes",
            };
        }

        if (request.Data.IsEmpty || request.SchemaVersion < 1 || request.WriteId == Guid.Empty || (request.TimeToLive is { } lifetime && !Lifetime.IsValid(lifetime)))
        {
            throw Refusal(
                ErrorCodes.InvalidValue, key.ClassName, key.Id, $"The write of record {key} has no data, no id, no schema version or an impossible time to live. Nothing was written. Update the client.");
        }
    }

    /// <summary>True for a write that <see cref="Check(SaveRequest)"/> does not refuse.</summary>
    public bool Accepts(SaveRequest request)
    {
        try
        {
            Check(request);
            return true;
        }
        catch (StorageValidationException)
        {
            return false;
        }
    }

    /// <summary>What to say to a message that lacks a part which every client of this version sends.</summary>
    public static StorageValidationException Incomplete() =>
        Refusal(ErrorCodes.InvalidValue, null, null, "A message lacks a part that every client sends, or its parts do not go together. Nothing was done. Update the client.");

    private static StorageValidationException Refusal(string code, string? className, Guid? id, string message) =>
        new(code, message) { ClassName = className, Id = id };
}

using Toast.Data;

namespace Toast.Verbs;

/// <summary>Turns faults of the codec into the public exceptions, which know the model, the record and the direction.</summary>
internal static class DataErrors
{
    /// <summary>An instance that cannot be dumped.</summary>
    public static StorageValidationException Dump(DataFault fault, string className) => Make(
        fault, fault.Code ?? ErrorCodes.InvalidValue, $"{className} cannot be dumped; nothing was sent", className, null);

    /// <summary>Plain data that does not make an instance.</summary>
    public static StorageValidationException PlainData(DataFault fault, string className) => Make(
        fault, fault.Code ?? ErrorCodes.InvalidValue, $"The data is not a valid {className}", className, null);

    /// <summary>A stored record that does not make an instance.</summary>
    public static StorageValidationException Stored(DataFault fault, ExternalReference reference, string store)
    {
        string code = fault.Code switch
        {
            null or ErrorCodes.InvalidValue => ErrorCodes.StoredDataInvalid,
            ErrorCodes.InvalidJson or ErrorCodes.TooDeep => ErrorCodes.CorruptRecord,
            _ => fault.Code,
        };
        string opening = code == ErrorCodes.CorruptRecord
            ? $"Record {reference} in store {store} is damaged"
            : $"Record {reference} in store {store} does not fit its model";
        return Make(fault, code, opening, reference.ClassName, reference.Id, store);
    }

    /// <summary>A stored record that is no record at all.</summary>
    public static StorageValidationException Corrupt(string problem, ExternalReference reference, string store) => new(
        ErrorCodes.CorruptRecord,
        $"Record {reference} in store {store} is damaged: its data {problem}. Restore it from a backup, dump it anew under its reference, or delete it.")
    {
        ClassName = reference.ClassName,
        Id = reference.Id,
        Store = store,
    };

    /// <summary>Broken validation attributes.</summary>
    public static StorageValidationException Rules(
        IReadOnlyCollection<Violation> violations, string code, string opening, string className, ExternalReference? reference, string? store) => new(
        code,
        $"{opening}: {string.Join(", ", violations.Select(violation => $"{violation.Path} breaks {violation.Rule}"))}. "
        + (code == ErrorCodes.StoredDataInvalid
            ? "The stored JSON can be read with Records.ReadAsync and repaired."
            : "Correct these members."))
        {
            ClassName = className,
            Id = reference?.Id,
            Store = store,
            MemberPath = violations.First().Path,
            MemberPaths = [.. violations.Select(violation => violation.Path)],
            Expected = violations.First().Rule,
        };

    private static StorageValidationException Make(
        DataFault fault, string code, string opening, string className, Guid? id, string? store = null)
    {
        string remedy = fault.Remedy ?? code switch
        {
            ErrorCodes.StoredDataInvalid => "The stored JSON can be read with Records.ReadAsync and repaired.",
            ErrorCodes.CorruptRecord => "Restore it from a backup, dump it anew under its reference, or delete it.",
            _ => "Correct the value.",
        };
        return new StorageValidationException(code, $"{opening}: {fault.Path} {fault.Message}. {remedy}", fault.InnerException)
        {
            MemberPath = fault.Path,
            MemberPaths = [fault.Path],
            Expected = fault.Expected,
            Actual = fault.Actual,
            ClassName = className,
            Id = id,
            Store = store,
        };
    }
}

namespace Toast.Postgres;

/// <summary>What the layout of pydantic-toast cannot keep.</summary>
internal static class LayoutFailures
{
    /// <summary>A record of another class has the id, in a table that has it once only.</summary>
    public static ExternalStorageException IdTaken(this Failures failures, RecordKey key) => new(
        ErrorCodes.NotSupported,
        $"Record {Failures.Show(key)} cannot be stored in {failures.Store}: a record of another class has this id, and the layout of pydantic-toast keeps each id once. "
        + "Nothing was written. Dump the model under a new id, or in a store with Toast's own layout.")
    {
        Store = failures.Store,
        ClassName = key.ClassName,
        Id = key.Id,
    };

    /// <summary>Something that the layout of pydantic-toast has no place for.</summary>
    public static ExternalStorageException NoPlace(this Failures failures, RecordKey key, string what) => new(
        ErrorCodes.NotSupported,
        $"Record {Failures.Show(key)} cannot be stored in {failures.Store}: the layout of pydantic-toast has no place for {what}. Nothing was written. "
        + "Leave it out, or use a store with Toast's own layout.")
    {
        Store = failures.Store,
        ClassName = key.ClassName,
        Id = key.Id,
    };

    /// <summary>Data that JSONB cannot hold as it is, where it has to be stored as it is.</summary>
    public static StorageValidationException Unstorable(this Failures failures, RecordKey key) => new(
        ErrorCodes.InvalidValue,
        $"Record {Failures.Show(key)} cannot be stored in {failures.Store}: it holds U+0000 in a text or a negative zero, which JSONB cannot hold and the layout of "
        + "pydantic-toast has no other spelling for. Nothing was written. Change the value, or use a store with Toast's own layout.")
    {
        Store = failures.Store,
        ClassName = key.ClassName,
        Id = key.Id,
    };
}

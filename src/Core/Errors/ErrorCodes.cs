namespace Toast;

/// <summary>The stable codes of <see cref="ExternalStorageException.Code"/>. They are the same text over HTTP, in logs and in metrics.</summary>
public static class ErrorCodes
{
    /// <summary>The store could not be reached (refused, reset, closed).</summary>
    public const string Unreachable = "unreachable";

    /// <summary>The store did not answer in time.</summary>
    public const string Timeout = "timeout";

    /// <summary>The host name of the store does not resolve.</summary>
    public const string Dns = "dns";

    /// <summary>The database, schema, table, file or folder is missing.</summary>
    public const string StoreMissing = "store_missing";

    /// <summary>The store or the queue before it was busy until the deadline.</summary>
    public const string Busy = "busy";

    /// <summary>The circuit breaker of the store is open after repeated connection failures.</summary>
    public const string CircuitOpen = "circuit_open";

    /// <summary>TLS could not be agreed or the certificate is not valid.</summary>
    public const string TlsFailed = "tls_failed";

    /// <summary>User or password were refused.</summary>
    public const string AuthFailed = "auth_failed";

    /// <summary>The role or the operating-system user lacks a right.</summary>
    public const string AccessDenied = "access_denied";

    /// <summary>The store accepts no writes.</summary>
    public const string ReadOnly = "read_only";

    /// <summary>The disk or the memory of the store is full.</summary>
    public const string StorageFull = "storage_full";

    /// <summary>The store lacks the capability that was asked for.</summary>
    public const string NotSupported = "not_supported";

    /// <summary>The authorisation hook refused the operation.</summary>
    public const string Forbidden = "forbidden";

    /// <summary>The store failed in a way that has no code of its own.</summary>
    public const string StorageFailed = "storage_failed";

    /// <summary>There is no record: deleted, expired or never written.</summary>
    public const string NotFound = "not_found";

    /// <summary>Another writer changed the record.</summary>
    public const string Conflict = "conflict";

    /// <summary>The reference is malformed.</summary>
    public const string InvalidReference = "invalid_reference";

    /// <summary>The reference names another class than the one asked for.</summary>
    public const string ClassMismatch = "class_mismatch";

    /// <summary>The reference names a class that is not registered here.</summary>
    public const string UnknownClass = "unknown_class";

    /// <summary>The store name is not configured.</summary>
    public const string UnknownStore = "unknown_store";

    /// <summary>The text is not strict JSON.</summary>
    public const string InvalidJson = "invalid_json";

    /// <summary>A value is not allowed for its member.</summary>
    public const string InvalidValue = "invalid_value";

    /// <summary>The data is nested deeper than the limit.</summary>
    public const string TooDeep = "too_deep";

    /// <summary>The data refers to itself.</summary>
    public const string Cycle = "cycle";

    /// <summary>The data is larger than the limit.</summary>
    public const string RecordTooLarge = "record_too_large";

    /// <summary>A bulk call holds more items than the limit.</summary>
    public const string TooManyItems = "too_many_items";

    /// <summary>A setting is wrong.</summary>
    public const string InvalidConfiguration = "invalid_configuration";

    /// <summary>A scheme, a store name or a class name is registered twice.</summary>
    public const string DuplicateRegistration = "duplicate_registration";

    /// <summary>A type cannot be stored.</summary>
    public const string UnsupportedType = "unsupported_type";

    /// <summary>A class name is not well formed.</summary>
    public const string InvalidName = "invalid_name";

    /// <summary>What is in the place of the store has another shape.</summary>
    public const string StoreIncompatible = "store_incompatible";

    /// <summary>A stored record is truncated, empty or not a JSON record.</summary>
    public const string CorruptRecord = "corrupt_record";

    /// <summary>Stored data does not fit the model.</summary>
    public const string StoredDataInvalid = "stored_data_invalid";

    /// <summary>The record has a newer schema version than this build.</summary>
    public const string SchemaTooNew = "schema_too_new";

    /// <summary>A step between two schema versions has no upgrader.</summary>
    public const string SchemaNoUpgrader = "schema_no_upgrader";

    /// <summary>A record refers to a child record that does not exist.</summary>
    public const string DanglingReference = "dangling_reference";
}

using System.Net.Sockets;
using System.Security.Authentication;
using Npgsql;

namespace Toast.Postgres;

/// <summary>
/// Turns what the driver throws into Toast's exceptions: by SQLSTATE (https://www.postgresql.org/docs/current/errcodes-appendix.html), by socket error and
/// by type, never by text.
/// </summary>
/// <param name="url">The store.</param>
/// <param name="asksForTls">Whether the URL insists on TLS.</param>
/// <param name="severalHosts">Whether there is a choice of servers.</param>
internal sealed class Failures(StorageUrl url, bool asksForTls, bool severalHosts)
{
    private readonly string store = url.ToString();

    /// <summary>The name of the store as it may be shown.</summary>
    public string Store => store;

    /// <summary>Describes a failure.</summary>
    /// <param name="failure">What was thrown.</param>
    /// <param name="key">The record it is about, or null.</param>
    /// <param name="sent">True when a write may have reached the server.</param>
    public ExternalStorageException From(Exception failure, RecordKey? key, bool sent) => failure switch
    {
        ExternalStorageException known => known,
        PostgresException refused => FromServer(refused, key, sent),
        _ => FromConnection(failure, key, sent),
    };

    public StorageConnectionException Missing(string what, Exception? cause = null) => new(
        ErrorCodes.StoreMissing,
        $"The store {store} is missing: {what}. Create it, correct the URL, or let Toast create its table by leaving out create=false.",
        cause)
    {
        Store = store,
    };

    public StorageValidationException Incompatible(string problem, string remedy) => new(
        ErrorCodes.StoreIncompatible, $"The store {store} cannot be used and was left as it is: {problem}. To fix it, {remedy}.")
    {
        Store = store,
    };

    public StorageValidationException Corrupt(RecordKey key, string problem) => new(
        ErrorCodes.CorruptRecord,
        $"Record {Show(key)} in {store} cannot be read: {problem}. Delete the record, or repair the row.")
    {
        Store = store,
        ClassName = key.ClassName,
        Id = key.Id,
    };

    /// <summary>A write that lost against others again and again.</summary>
    public StorageConnectionException Contended(RecordKey key) => new(
        ErrorCodes.Busy, $"Record {Show(key)} in {store} is being written, deleted and made again by others all the time. Nothing was written; try again.")
    {
        Store = store,
        ClassName = key.ClassName,
        Id = key.Id,
    };

    /// <summary>A failure in the middle of several writes, of which the first ones may stand.</summary>
    public StorageConnectionException PartlyDone(StorageConnectionException cause) => new(
        cause.Code, $"The store {store} failed between several writes{Outcome(sent: true)}", cause)
    {
        Store = store,
        OutcomeUnknown = true,
    };

    /// <summary>A record as it may be shown.</summary>
    public static string Show(RecordKey key) => $"{HostileText.Show(key.ClassName)}/{key.Id:D}";

    private ExternalStorageException FromServer(PostgresException refused, RecordKey? key, bool sent)
    {
        string state = refused.SqlState;
        return state switch
        {
            PostgresErrorCodes.InvalidPassword or PostgresErrorCodes.InvalidAuthorizationSpecification => Connection(
                ErrorCodes.AuthFailed, "refused the login", "Check user, password and pg_hba.conf", refused),
            PostgresErrorCodes.InvalidCatalogName => Missing("its database does not exist", refused),
            PostgresErrorCodes.UndefinedTable or PostgresErrorCodes.InvalidSchemaName => Missing("its table or schema does not exist", refused),
            PostgresErrorCodes.UndefinedColumn or PostgresErrorCodes.UndefinedFunction or PostgresErrorCodes.DatatypeMismatch
                or PostgresErrorCodes.InvalidColumnReference =>
                Incompatible($"its table has another shape (SQLSTATE {state})", "name another table with ?table="),
            PostgresErrorCodes.InsufficientPrivilege => Denied(refused),
            PostgresErrorCodes.ReadOnlySqlTransaction => Plain(
                ErrorCodes.ReadOnly, "accepts no writes: it is a standby or is set to read-only. Nothing was written", "Write to the primary", refused),
            PostgresErrorCodes.DiskFull => Plain(
                ErrorCodes.StorageFull, "is full. Nothing was written, and earlier records are whole", "Free some space and try again", refused),
            PostgresErrorCodes.TooManyConnections or "53000" or "53200" or PostgresErrorCodes.ConfigurationLimitExceeded => Connection(
                ErrorCodes.Busy, "has no room for another connection or statement. Nothing was written", "Raise max_connections, or lower max_pool_size", refused),
            PostgresErrorCodes.DeadlockDetected or PostgresErrorCodes.SerializationFailure or PostgresErrorCodes.LockNotAvailable => Connection(
                ErrorCodes.Busy, "rolled the statement back in favour of another. Nothing was written", "Try again", refused),
            PostgresErrorCodes.CannotConnectNow => Connection(
                ErrorCodes.Unreachable, "is starting or stopping. Nothing was written", "Try again in a moment", refused),

            // The server says that it ends the connection; whether a statement sent just before had been committed it does not say.
            PostgresErrorCodes.AdminShutdown or PostgresErrorCodes.CrashShutdown or "57P04" or "57P05" => Lost(refused, sent),
            PostgresErrorCodes.QueryCanceled => TimedOut(refused, sent: false),
            PostgresErrorCodes.NumericValueOutOfRange or PostgresErrorCodes.InvalidTextRepresentation or PostgresErrorCodes.UntranslatableCharacter => Unfit(refused, key),
            PostgresErrorCodes.ProgramLimitExceeded or "54001" or "54011" or "54023" => TooLarge(refused, key),
            _ when state.StartsWith("08", StringComparison.Ordinal) => Lost(refused, sent),
            _ => Plain(
                ErrorCodes.StorageFailed,
                $"refused the statement (SQLSTATE {state})",
                "Look the state up in PostgreSQL's documentation; the server's log has the details",
                refused),
        };
    }

    private ExternalStorageException FromConnection(Exception failure, RecordKey? key, bool sent)
    {
        Exception[] causes = [.. CausesOf(failure)];
        if (causes.OfType<PostgresException>().FirstOrDefault() is { } refused)
        {
            // Of several servers, one that answered says more than one that did not.
            return FromServer(refused, key, sent);
        }

        foreach (Exception cause in causes)
        {
            switch (cause)
            {
                case AuthenticationException:
                    return Tls(failure);
                case SocketException socket:
                    return FromSocket(socket, failure, sent);
                case TimeoutException or OperationCanceledException:
                    return TimedOut(failure, sent);
                case IOException when cause.InnerException is null:
                    return Lost(failure, sent);

                // No server of the kind that target_session_attrs asks for.
                case NpgsqlException { InnerException: null } when severalHosts && !sent && cause == failure:
                    return Lost(failure, sent);

                // What the driver itself refuses while it connects has no type of its own: a server without TLS, or a login it cannot do.
                case NpgsqlException { InnerException: null, IsTransient: false } when !sent:
                    return asksForTls ? Tls(failure) : Connection(
                        ErrorCodes.AuthFailed, "asks for a login that the URL does not allow", "Put user and password into the URL", failure);
            }
        }

        // What the driver throws when it does not understand an answer has no type of its own, and it has ended the connection.
        return failure is NpgsqlException || failure.GetType() == typeof(Exception)
            ? Lost(failure, sent)
            : Plain(ErrorCodes.StorageFailed, $"failed with {failure.GetType().Name}", "The inner exception holds the cause", failure);
    }

    /// <summary>A failure and what is inside it, from the outside in.</summary>
    private static IEnumerable<Exception> CausesOf(Exception failure)
    {
        yield return failure;
        IEnumerable<Exception> inner = failure is AggregateException several ? several.InnerExceptions : failure.InnerException is { } one ? [one] : [];
        foreach (Exception cause in inner.SelectMany(CausesOf))
        {
            yield return cause;
        }
    }

    private StorageConnectionException FromSocket(SocketException socket, Exception failure, bool sent) => socket.SocketErrorCode switch
    {
        SocketError.HostNotFound or SocketError.NoData or SocketError.TryAgain => Connection(
            ErrorCodes.Dns, "was not found: the name of its host does not resolve", "Check the host in the URL and the name server", failure),
        SocketError.TimedOut => TimedOut(failure, sent),
        _ => Lost(failure, sent),
    };

    private StorageConnectionException Tls(Exception cause) => Connection(
        ErrorCodes.TlsFailed,
        "could not be reached over TLS as the URL asks: the server has no TLS, or its certificate is not trusted or names another host",
        "Check sslmode, sslrootcert and the server's certificate; nothing was sent in plain text",
        cause);

    private StorageConnectionException TimedOut(Exception cause, bool sent) => new(
        ErrorCodes.Timeout,
        $"The store {store} did not answer in time{Outcome(sent)}",
        cause)
    {
        Store = store,
        OutcomeUnknown = sent,
    };

    private StorageConnectionException Lost(Exception cause, bool sent) => new(
        ErrorCodes.Unreachable,
        $"The store {store} could not be reached, or the connection to it was lost{Outcome(sent)}",
        cause)
    {
        Store = store,
        OutcomeUnknown = sent,
    };

    private static string Outcome(bool sent) =>
        sent ? "; whether the write was done is not known. Repeating the call is safe." : ". Nothing was written; check that the server runs and try again.";

    private ExternalStorageException Denied(PostgresException refused)
    {
        string table = string.IsNullOrEmpty(refused.TableName) ? "its table" : $"table {HostileText.Show(refused.TableName)}";
        return Plain(
            ErrorCodes.AccessDenied,
            "cannot be used with this role: it lacks a right. Reading needs SELECT; writing INSERT, UPDATE and SELECT; deleting DELETE; "
            + "making the table CREATE on the schema",
            $"Grant the missing right on {table} or its schema; the inner exception names the object",
            refused);
    }

    private StorageValidationException TooLarge(Exception cause, RecordKey? key) => new(
        ErrorCodes.RecordTooLarge,
        $"A record is larger or deeper than JSONB takes{(key is { } known ? ": " + Show(known) : "")} in {store}. Store less in one record.",
        cause)
    {
        Store = store,
        ClassName = key?.ClassName,
        Id = key?.Id,
    };

    private StorageValidationException Unfit(Exception cause, RecordKey? key) => new(
        ErrorCodes.InvalidValue,
        $"A record holds a number or text that JSONB of this database cannot hold{(key is { } known ? ": " + Show(known) : "")} in {store}. "
        + "Numbers end at 131,072 digits before and 16,383 after the point, and texts need a database in UTF-8.",
        cause)
    {
        Store = store,
        ClassName = key?.ClassName,
        Id = key?.Id,
    };

    private StorageConnectionException Connection(string code, string what, string remedy, Exception cause) =>
        new(code, $"The store {store} {what}. {remedy}.", cause) { Store = store };

    private ExternalStorageException Plain(string code, string what, string remedy, Exception cause) =>
        new(code, $"The store {store} {what}. {remedy}.", cause) { Store = store };
}

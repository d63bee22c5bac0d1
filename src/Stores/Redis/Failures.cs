using System.Net.Sockets;
using System.Security.Authentication;
using StackExchange.Redis;

namespace Toast.Redis;

/// <summary>
/// Turns what the client throws into Toast's exceptions: by type, by kind of connection failure, and by the code word with which each error of a server begins
/// (https://redis.io/docs/latest/develop/reference/protocol-spec/#simple-errors), never by the rest of the text.
/// </summary>
internal sealed class Failures(StorageUrl url)
{
    private readonly string store = url.ToString();

    /// <summary>Describes a failure.</summary>
    /// <param name="failure">What was thrown.</param>
    /// <param name="key">The record it is about, or null.</param>
    /// <param name="writes">Whether the command changes anything.</param>
    public ExternalStorageException From(Exception failure, RecordKey? key, bool writes) => failure switch
    {
        ExternalStorageException known => known,
        AggregateException { InnerException: { } cause } => From(cause, key, writes),
        RedisServerException refused => FromServer(refused, key),
        // The client calls a handshake that fails an authentication failure as well.
        RedisConnectionException { FailureType: ConnectionFailureType.AuthenticationFailure } => IsOfHandshake(failure) ? Tls(failure) : LoginRefused(failure),
        RedisConnectionException => Lost(failure, writes && RedisClient.MayHaveBeenSent(failure)),
        TimeoutException => TimedOut(failure, writes && RedisClient.MayHaveBeenSent(failure)),
        RedisException => Lost(failure, writes),

        // When a connection goes down under it, the library cancels what was on its way, and refuses what it is just writing with an error of its stream.
        // (What the caller cancelled does not come here.)
        OperationCanceledException or InvalidOperationException => Lost(failure, writes),
        SocketException { SocketErrorCode: SocketError.HostNotFound or SocketError.NoData or SocketError.TryAgain } => Unresolved(failure),
        SocketException or IOException => Lost(failure, writes),
        AuthenticationException => Tls(failure),
        _ => Plain(ErrorCodes.StorageFailed, $"failed with {failure.GetType().Name}", "The inner exception holds the cause", failure),
    };

    public StorageConnectionException Unresolved(Exception cause) => Connection(
        ErrorCodes.Dns, "was not found: the name of its host does not resolve", "Check the host in the URL and the name server", cause);

    public StorageConnectionException Tls(Exception? cause) => Connection(
        ErrorCodes.TlsFailed,
        "could not be reached over TLS: the server has no TLS, or its certificate is not trusted or names another host",
        "Check rediss://, sslrootcert, sslhost and the server's certificate; nothing was sent in plain text",
        cause);

    public StorageConnectionException NoAuthority() => Connection(
        ErrorCodes.TlsFailed, "was not contacted: the file that sslrootcert names is missing, cannot be read, or holds no certificate", "Check the file", null);

    public StorageConnectionException NoDatabase(Exception? cause) => Connection(
        ErrorCodes.StoreMissing, "has no database of this number", "Use a lower one, or raise databases in redis.conf; a cluster has database 0 alone", cause);

    public StorageConnectionException NoMaster(Exception? cause) => Connection(
        ErrorCodes.Unreachable,
        "could not be reached: the hosts are no sentinels, or know no master of this service that is up. Nothing was written",
        "Check the hosts and the option sentinel of the URL, and the master",
        cause);

    public StorageConnectionException LoginRefused(Exception? cause) => Connection(
        ErrorCodes.AuthFailed, "refused the login", "Check user and password in the URL", cause);

    public StorageConnectionException NotThere(Exception? cause) => Lost(cause, sent: false);

    public StorageConnectionException Silent(Exception? cause) => TimedOut(cause, sent: false);

    public StorageValidationException Corrupt(RecordKey key) => new(
        ErrorCodes.CorruptRecord,
        $"Record {Show(key)} in {store} cannot be read: its value does not begin with the head of a record, or is cut off. "
        + "Delete the record, or restore its value from a backup.")
    {
        Store = store,
        ClassName = key.ClassName,
        Id = key.Id,
    };

    /// <summary>A write that lost against others again and again.</summary>
    public StorageConnectionException Contended(RecordKey key) => new(
        ErrorCodes.Busy, $"Record {Show(key)} in {store} is being changed by others all the time. Nothing was written; try again.")
    {
        Store = store,
        ClassName = key.ClassName,
        Id = key.Id,
    };

    /// <summary>Whether a server answered and did not let the client in.</summary>
    public static bool IsOfLogin(Exception failure) =>
        failure is RedisServerException or RedisConnectionException { FailureType: ConnectionFailureType.AuthenticationFailure };

    private static string Show(RecordKey key) => $"{HostileText.Show(key.ClassName)}/{key.Id:D}";

    private static bool IsOfHandshake(Exception failure)
    {
        for (Exception? cause = failure; cause is not null; cause = cause.InnerException)
        {
            if (cause is AuthenticationException)
            {
                return true;
            }
        }

        return false;
    }

    private ExternalStorageException FromServer(RedisServerException refused, RecordKey? key) => ErrorWord.Of(refused.Message) switch
    {
        "NOAUTH" or "WRONGPASS" => LoginRefused(refused),
        "NOPERM" => Plain(
            ErrorCodes.AccessDenied,
            "does not allow this user what it needs. Reading needs GET, MGET, GETRANGE and SCAN; writing EVALSHA, EVAL, SCRIPT, SET, DEL, EXISTS and TIME",
            "Give the user these commands and the keys of the prefix",
            refused),
        "OOM" => Plain(
            ErrorCodes.StorageFull,
            "has reached its memory limit. Nothing was written, and earlier records are whole",
            "Raise maxmemory, or remove what is not needed",
            refused),
        "READONLY" => Plain(
            ErrorCodes.ReadOnly, "accepts no writes: it is a replica. Nothing was written", "Name the master in the URL", refused),
        "MISCONF" => Plain(
            ErrorCodes.StorageFull, "accepts no writes, since it cannot write to its disk. Nothing was written", "Look into its log, and free some space", refused),
        "BUSY" => Connection(ErrorCodes.Busy, "is busy with a script. Nothing was written", "Try again; the server can end it with SCRIPT KILL", refused),
        "LOADING" or "MASTERDOWN" or "CLUSTERDOWN" or "TRYAGAIN" or "NOREPLICAS" => Connection(
            ErrorCodes.Busy, "is not ready for this yet. Nothing was written", "Try again in a moment", refused),

        // Not the server but the older client, when a server names another one for a key that cannot be reached.
        "Endpoint" => Lost(refused, sent: false),
        "WRONGTYPE" when key is { } known => Corrupt(known),
        _ => Plain(ErrorCodes.StorageFailed, "refused the command", "The inner exception holds the server's words", refused),
    };

    private StorageConnectionException TimedOut(Exception? cause, bool sent) => new(
        ErrorCodes.Timeout, $"The store {store} did not answer in time{Outcome(sent)}", cause)
    {
        Store = store,
        OutcomeUnknown = sent,
    };

    private StorageConnectionException Lost(Exception? cause, bool sent) => new(
        ErrorCodes.Unreachable, $"The store {store} could not be reached, or the connection to it was lost{Outcome(sent)}", cause)
    {
        Store = store,
        OutcomeUnknown = sent,
    };

    private static string Outcome(bool sent) =>
        sent ? "; whether the write was done is not known. Repeating the call is safe." : ". Nothing was written; check that the server runs and try again.";

    private StorageConnectionException Connection(string code, string what, string remedy, Exception? cause) =>
        new(code, $"The store {store} {what}. {remedy}.", cause) { Store = store };

    private ExternalStorageException Plain(string code, string what, string remedy, Exception cause) =>
        new(code, $"The store {store} {what}. {remedy}.", cause) { Store = store };
}

using System.Collections.Frozen;
using Microsoft.AspNetCore.Http;

namespace Toast.AspNetCore;

/// <summary>
/// Status and text of each code. A failure on the caller's side is answered with the message of the engine, which names members and never
/// values. A failure on the server's side is answered with a fixed text: its message may name servers, and belongs in the log.
/// </summary>
internal static class ProblemTable
{
    private const string SeeLog = "The log of the server says more.";

    private static readonly FrozenDictionary<string, (int Status, string Detail)> ServerSide = new Dictionary<string, (int, string)>
    {
        [ErrorCodes.Unreachable] = (503, "The store could not be reached. Try again later. " + SeeLog),
        [ErrorCodes.Timeout] = (503, "The store did not answer in time. Try again later. " + SeeLog),
        [ErrorCodes.Dns] = (503, "The host name of the store does not resolve. Try again later. " + SeeLog),
        [ErrorCodes.StoreMissing] = (503, "The store has lost its database, table or file. " + SeeLog),
        [ErrorCodes.Busy] = (503, "The store is busy. Try again later. " + SeeLog),
        [ErrorCodes.CircuitOpen] = (503, "The store has failed several times in a row and is left alone for a moment. Try again later. " + SeeLog),
        [ErrorCodes.TlsFailed] = (503, "The server and the store could not agree on TLS. " + SeeLog),
        [ErrorCodes.AuthFailed] = (503, "The store refused the credentials of the server. " + SeeLog),
        [ErrorCodes.AccessDenied] = (503, "The server lacks a right in the store. " + SeeLog),
        [ErrorCodes.ReadOnly] = (503, "The store accepts no writes now. " + SeeLog),
        [ErrorCodes.StorageFull] = (507, "The store is full. " + SeeLog),
        [ErrorCodes.StorageFailed] = (500, "The store failed. " + SeeLog),
        [ErrorCodes.CorruptRecord] = (500, "The stored record is damaged. Write it again or delete it. " + SeeLog),
        [ErrorCodes.StoredDataInvalid] = (500, "The stored data does not fit. " + SeeLog),
        [ErrorCodes.SchemaTooNew] = (500, "The record was written by a newer version of the application. " + SeeLog),
        [ErrorCodes.SchemaNoUpgrader] = (500, "The record is of an older schema version that nothing upgrades. " + SeeLog),
        [ErrorCodes.DanglingReference] = (500, "The record refers to a record that does not exist. " + SeeLog),
        [ErrorCodes.InvalidConfiguration] = (500, "The server is not configured for this record. " + SeeLog),
        [ErrorCodes.DuplicateRegistration] = (500, "The server is not configured for this record. " + SeeLog),
        [ErrorCodes.UnsupportedType] = (500, "The server is not configured for this record. " + SeeLog),
        [ErrorCodes.StoreIncompatible] = (500, "What is in the place of the store has another shape. " + SeeLog),
        [ErrorCodes.NotSupported] = (501, "The store of the record cannot do what was asked, such as letting records expire. " + SeeLog),
        [ErrorCodes.Forbidden] = (403, "The operation is not allowed for this caller."),
    }.ToFrozenDictionary();

    private static readonly FrozenDictionary<string, int> CallerSide = new Dictionary<string, int>
    {
        [ErrorCodes.NotFound] = StatusCodes.Status404NotFound,
        [ErrorCodes.Conflict] = StatusCodes.Status409Conflict,
        [ErrorCodes.InvalidReference] = StatusCodes.Status400BadRequest,
        [ErrorCodes.ClassMismatch] = StatusCodes.Status400BadRequest,
        [ErrorCodes.UnknownClass] = StatusCodes.Status400BadRequest,
        [ErrorCodes.UnknownStore] = StatusCodes.Status400BadRequest,
        [ErrorCodes.InvalidJson] = StatusCodes.Status400BadRequest,
        [ErrorCodes.InvalidValue] = StatusCodes.Status422UnprocessableEntity,
        [ErrorCodes.InvalidName] = StatusCodes.Status400BadRequest,
        [ErrorCodes.TooDeep] = StatusCodes.Status400BadRequest,
        [ErrorCodes.Cycle] = StatusCodes.Status400BadRequest,
        [ErrorCodes.RecordTooLarge] = StatusCodes.Status413PayloadTooLarge,
        [ErrorCodes.TooManyItems] = StatusCodes.Status413PayloadTooLarge,
    }.ToFrozenDictionary();

    public static Problem InternalError { get; } = new()
    {
        Status = StatusCodes.Status500InternalServerError,
        Code = RequestCodes.InternalError,
        Detail = "The server failed. " + SeeLog,
    };

    /// <summary>True if a failure with this code is none of the caller's.</summary>
    public static bool IsServerSide(string code) => !CallerSide.ContainsKey(code) && code != ErrorCodes.Forbidden;

    /// <summary>The answer for one line of many, whose condition no header states.</summary>
    public static Problem ForItem(Exception failure) => failure switch
    {
        ExternalStorageException known => For(known, hasCondition: false),
        RequestFault fault => fault.Problem,
        _ => InternalError,
    };

    /// <param name="failure">What failed.</param>
    /// <param name="hasCondition">True if the request has a condition header, so that a conflict is one with that header (412).</param>
    public static Problem For(ExternalStorageException failure, bool hasCondition)
    {
        if (!CallerSide.TryGetValue(failure.Code, out int status))
        {
            // A code of a third-party backend is answered as a failure of the store.
            (int serverStatus, string detail) = ServerSide.TryGetValue(failure.Code, out var known) ? known : ServerSide[ErrorCodes.StorageFailed];
            string code = ServerSide.ContainsKey(failure.Code) ? failure.Code : ErrorCodes.StorageFailed;
            return new Problem
            {
                Status = serverStatus,
                Code = code,
                Detail = detail,
                ClassName = failure.ClassName,
                Id = failure.Id,
                OutcomeUnknown = failure is StorageConnectionException { OutcomeUnknown: true } ? true : null,
            };
        }

        var conflict = failure as ConcurrencyException;
        var validation = failure as StorageValidationException;
        return new Problem
        {
            Status = conflict is not null && hasCondition ? StatusCodes.Status412PreconditionFailed : status,
            Code = failure.Code,
            Detail = DetailOf(failure),
            ClassName = failure.ClassName,
            Id = failure.Id,
            MemberPath = validation?.MemberPath,
            Expected = validation?.Expected,
            Actual = validation?.Actual,
            ExpectedVersion = conflict?.ExpectedVersion,
            ActualVersion = conflict?.ActualVersion,
        };
    }

    // These two are answered in own words, since those of the engine also name the store.
    private static string DetailOf(ExternalStorageException failure) => failure switch
    {
        RecordNotFoundException =>
            $"Record {failure.ClassName}/{failure.Id:D} was not found: it may have been deleted, have expired, or never existed. Check the reference.",
        ConcurrencyException conflict =>
            $"Record {failure.ClassName}/{failure.Id:D} has version {conflict.ActualVersion}, and {conflict.ExpectedVersion} was expected (0 means no "
            + "record). Read it again and repeat the change.",
        _ => failure.Message,
    };
}

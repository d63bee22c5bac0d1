using Microsoft.AspNetCore.Http;

namespace Toast.AspNetCore;

/// <summary>Condition headers that an endpoint finds not to hold before it asks the store to compare.</summary>
internal static class Conflicts
{
    public static RequestFault OtherVersion(ExternalReference reference, long actualVersion) =>
        Refused(
            reference,
            $"Record {reference} does not have the version of the condition header. Read it again and repeat the change.",
            actualVersion);

    public static RequestFault Missing(ExternalReference reference) =>
        Refused(
            reference,
            $"Record {reference} does not exist, so that it cannot match the condition header. Send no condition to create it.",
            actualVersion: 0);

    private static RequestFault Refused(ExternalReference reference, string detail, long actualVersion) =>
        new(new Problem
        {
            Status = StatusCodes.Status412PreconditionFailed,
            Code = ErrorCodes.Conflict,
            Detail = detail,
            ClassName = reference.ClassName,
            Id = reference.Id,
            ActualVersion = actualVersion,
        });
}

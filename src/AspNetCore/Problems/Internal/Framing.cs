using Microsoft.AspNetCore.Http;

namespace Toast.AspNetCore;

/// <summary>Failures to read a request: it breaks off, is not well-formed HTTP, comes too slowly, or is not compressed as it says.</summary>
internal static class Framing
{
    private const string NotWhole = "The request is not complete or not well-formed HTTP. Send it again as a whole.";

    /// <summary>True for what a body throws that cannot be read, and that nobody would know for that elsewhere.</summary>
    public static bool IsOfBody(Exception failure) => failure is InvalidDataException or IOException and not BadHttpRequestException;

    /// <summary>The answer to such a failure, where it is known to be one of the body.</summary>
    public static RequestFault OfBody(Exception failure) => RequestFault.Invalid(failure is InvalidDataException
        ? "The body is not compressed as its Content-Encoding says, or breaks off. Send it again as a whole."
        : NotWhole);

    /// <summary>The answer to such a failure; null if it is another one.</summary>
    public static Problem? ProblemOf(Exception failure) => failure switch
    {
        RequestFault fault => fault.Problem,
        BadHttpRequestException { StatusCode: StatusCodes.Status413PayloadTooLarge } => new Problem
        {
            Status = StatusCodes.Status413PayloadTooLarge,
            Code = ErrorCodes.RecordTooLarge,
            Detail = "The body is larger than the server accepts. Split the record.",
        },
        BadHttpRequestException { StatusCode: StatusCodes.Status408RequestTimeout } => RequestFault.TooSlow().Problem,
        BadHttpRequestException bad => new Problem { Status = bad.StatusCode, Code = RequestCodes.InvalidRequest, Detail = NotWhole },
        _ => null,
    };
}

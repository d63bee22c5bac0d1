using Microsoft.AspNetCore.Http;

namespace Toast.AspNetCore;

/// <summary>Failures to read a request: it breaks off, is not well-formed HTTP, comes too slowly, or is not compressed as it says.</summary>
internal static class Framing
{
    /// <summary>The answer to such a failure; null if it is another one.</summary>
    public static Problem? ProblemOf(Exception failure) => failure switch
    {
        RequestFault fault => fault.Problem,
        InvalidDataException => Invalid(
            StatusCodes.Status400BadRequest, "The body is not compressed as its Content-Encoding says, or breaks off. Send it again as a whole."),
        BadHttpRequestException { StatusCode: StatusCodes.Status413PayloadTooLarge } => new Problem
        {
            Status = StatusCodes.Status413PayloadTooLarge,
            Code = ErrorCodes.RecordTooLarge,
            Detail = "The body is larger than the server accepts. Split the record.",
        },
        BadHttpRequestException { StatusCode: StatusCodes.Status408RequestTimeout } => RequestFault.TooSlow().Problem,
        BadHttpRequestException bad => Invalid(bad.StatusCode, "The request is not complete or not well-formed HTTP. Send it again as a whole."),
        _ => null,
    };

    private static Problem Invalid(int status, string detail) => new() { Status = status, Code = RequestCodes.InvalidRequest, Detail = detail };
}

using Microsoft.AspNetCore.Http;

namespace Toast.AspNetCore;

/// <summary>A request that an endpoint refuses by itself, with the answer to give.</summary>
internal sealed class RequestFault(Problem problem) : Exception(problem.Detail)
{
    public Problem Problem { get; } = problem;

    public static RequestFault Invalid(string detail) =>
        new(new Problem { Status = StatusCodes.Status400BadRequest, Code = RequestCodes.InvalidRequest, Detail = detail });

    public static RequestFault NotJson(string detail) =>
        new(new Problem { Status = StatusCodes.Status415UnsupportedMediaType, Code = RequestCodes.UnsupportedMediaType, Detail = detail });

    /// <summary>After RFC 9110, section 12.5.3: the answer says what is understood.</summary>
    public static RequestFault UnknownCoding(string accepted) => new(new Problem
    {
        Status = StatusCodes.Status415UnsupportedMediaType,
        Code = RequestCodes.UnsupportedMediaType,
        Detail = $"The body is compressed in a way that is not understood. Send it plain, or as one of {accepted}.",
        Headers = [new("Accept-Encoding", accepted)],
    });

    public static RequestFault TooSlow() => new(new Problem
    {
        Status = StatusCodes.Status408RequestTimeout,
        Code = RequestCodes.RequestTimeout,
        Detail = "The body did not come in time, and nothing was stored. Send it again, faster.",
        Headers = [new("Connection", "close")],
    });
}

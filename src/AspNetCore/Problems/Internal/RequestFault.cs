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
}

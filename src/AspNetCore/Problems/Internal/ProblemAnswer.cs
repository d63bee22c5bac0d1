using System.Buffers;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Primitives;

namespace Toast.AspNetCore;

/// <summary>Writes problem details.</summary>
internal static class ProblemAnswer
{
    private const string ContentType = "application/problem+json";

    // As long as the circuit breaker of a store waits before it tries again.
    private const string RetryAfterSeconds = "5";

    public static async Task WriteAsync(HttpContext context, Problem problem)
    {
        HttpResponse response = context.Response;
        response.StatusCode = problem.Status;
        if (problem.Status == StatusCodes.Status503ServiceUnavailable)
        {
            response.Headers.RetryAfter = RetryAfterSeconds;
        }

        foreach ((string name, StringValues value) in problem.Headers)
        {
            response.Headers[name] = value;
        }

        var body = new ArrayBufferWriter<byte>(512);
        Write(body, problem);
        response.Headers.CacheControl = "no-store";
        response.ContentType = ContentType;
        response.ContentLength = body.WrittenCount;
        if (!HttpMethods.IsHead(context.Request.Method))
        {
            await response.Body.WriteAsync(body.WrittenMemory, context.RequestAborted).ConfigureAwait(false);
        }
    }

    /// <summary>Writes the problem as one line of JSON, without a line feed.</summary>
    public static void Write(IBufferWriter<byte> body, Problem problem)
    {
        using var json = new Utf8JsonWriter(body);
        json.WriteStartObject();
        json.WriteString("type"u8, "about:blank"u8);
        json.WriteString("title"u8, ReasonPhrases.GetReasonPhrase(problem.Status));
        json.WriteNumber("status"u8, problem.Status);
        json.WriteString("code"u8, problem.Code);
        json.WriteString("detail"u8, problem.Detail);
        WriteText(json, "class_name", problem.ClassName);
        WriteText(json, "id", problem.Id?.ToString("D"));
        WriteText(json, "member_path", problem.MemberPath);
        WriteText(json, "expected", problem.Expected);
        WriteText(json, "actual", problem.Actual);
        WriteNumber(json, "expected_version", problem.ExpectedVersion);
        WriteNumber(json, "actual_version", problem.ActualVersion);
        if (problem.OutcomeUnknown is { } outcomeUnknown)
        {
            json.WriteBoolean("outcome_unknown"u8, outcomeUnknown);
        }

        json.WriteEndObject();
    }

    private static void WriteText(Utf8JsonWriter json, string name, string? value)
    {
        if (value is not null)
        {
            json.WriteString(name, value);
        }
    }

    private static void WriteNumber(Utf8JsonWriter json, string name, long? value)
    {
        if (value is { } number)
        {
            json.WriteNumber(name, number);
        }
    }
}

using System.Buffers;
using Microsoft.AspNetCore.Http;
using Toast.Verbs;

namespace Toast.AspNetCore;

/// <summary>Answers the full data of models, without dumping them.</summary>
internal static class DataAnswer
{
    /// <summary>Answers the data of a model; or 304 when the caller has this version.</summary>
    public static Task WriteAsync(HttpContext context, object model, int? status, string? location)
    {
        ToastRuntime toast = context.Runtime();
        HttpResponse response = context.Response;
        if (toast.StandingOf(model) is { IsStored: true, Bound: { } bound } standing)
        {
            // A cache may keep the answer, and asks each time whether it still holds.
            response.Headers.CacheControl = "no-cache";
            response.Headers.ETag = Preconditions.Tag(bound.Version);
            if (standing.IsAlone && IsNotModified(context.Request, bound.Version))
            {
                response.StatusCode = StatusCodes.Status304NotModified;
                return Task.CompletedTask;
            }
        }

        if (location is not null)
        {
            response.Headers.Location = location;
        }

        response.StatusCode = status ?? StatusCodes.Status200OK;
        return JsonAnswer.WriteAsync(context, toast.FullDataOf(model));
    }

    /// <summary>Answers the data of models in a JSON array.</summary>
    public static Task WriteManyAsync(HttpContext context, IReadOnlyList<object> models, int? status)
    {
        ToastRuntime toast = context.Runtime();
        var body = new ArrayBufferWriter<byte>();
        body.Write("["u8);
        for (int i = 0; i < models.Count; i++)
        {
            body.Write(i == 0 ? ""u8 : ","u8);
            body.Write(toast.FullDataOf(models[i]).Span);
        }

        body.Write("]"u8);
        context.Response.StatusCode = status ?? StatusCodes.Status200OK;
        return JsonAnswer.WriteAsync(context, body.WrittenMemory);
    }

    /// <summary>The version says nothing of children, which are in the answer too; so this is asked only where there are none.</summary>
    private static bool IsNotModified(HttpRequest request, long version) =>
        ModelInput.IsSafe(request) && Preconditions.Of(request).NoneMatch?.Match(version) == true;
}

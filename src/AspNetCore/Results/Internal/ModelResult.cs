using Microsoft.AspNetCore.Http;

namespace Toast.AspNetCore;

/// <summary>The answer to a request whose handler gave a model, or a sequence of them.</summary>
internal sealed class ModelResult(object value, bool asData, int? status = null, string? location = null) : IResult
{
    /// <summary>True if a handler's value is for this result.</summary>
    public static bool Takes(object? value) =>
        value is not null && value is not ExternalReference && (ModelTypes.IsModel(value.GetType()) || ModelTypes.ItemOf(value.GetType()) is not null);

    public Task ExecuteAsync(HttpContext httpContext) => FailureGuard.RunAsync(httpContext, AnswerAsync);

    private async Task AnswerAsync(HttpContext context)
    {
        if (ModelTypes.ItemOf(value.GetType()) is not null)
        {
            List<object> models = await ModelsOfAsync(context).ConfigureAwait(false);
            await (asData ? DataAnswer.WriteManyAsync(context, models, status) : ReferenceAnswer.WriteManyAsync(context, models, status)).ConfigureAwait(false);
        }
        else if (asData)
        {
            await DataAnswer.WriteAsync(context, value, status, location).ConfigureAwait(false);
        }
        else
        {
            await ReferenceAnswer.WriteAsync(context, value, null, status, location).ConfigureAwait(false);
        }
    }

    private async Task<List<object>> ModelsOfAsync(HttpContext context)
    {
        if (value is IEnumerable<object> sequence)
        {
            return [.. sequence];
        }

        var models = new List<object>();
        await foreach (object model in ((IAsyncEnumerable<object>)value).WithCancellation(context.RequestAborted).ConfigureAwait(false))
        {
            models.Add(model);
        }

        return models;
    }
}

using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Toast.AspNetCore;

/// <summary>Dumps what a handler gave and answers references.</summary>
internal static class ReferenceAnswer
{
    /// <summary>Dumps a model and answers its reference.</summary>
    /// <param name="context">The request.</param>
    /// <param name="model">The model.</param>
    /// <param name="target">The record to store it in; null for its own, or a new one.</param>
    /// <param name="status">The status that the handler chose; null for 201 where the record is new, else 200.</param>
    /// <param name="location">The location that the handler chose; null for the endpoint that gives the model.</param>
    public static async Task WriteAsync(HttpContext context, object model, StoreTarget? target, int? status = null, string? location = null)
    {
        StoredModel stored = await ModelStore.StoreAsync(context, model, target).ConfigureAwait(false);
        Announce(context, model, stored, location);
        bool isCreated = stored.IsNew && !ModelInput.IsSafe(context.Request);
        context.Response.StatusCode = status ?? (isCreated ? StatusCodes.Status201Created : StatusCodes.Status200OK);
        await JsonAnswer.WriteAsync(context, ReferenceText.ToUtf8Json(stored.Reference)).ConfigureAwait(false);
    }

    /// <summary>Dumps models and answers their references in a JSON array. The first that cannot be stored fails the request; others may be stored by then.</summary>
    public static async Task WriteManyAsync(HttpContext context, IReadOnlyList<object> models, int? status)
    {
        StoredModel[] stored = await Task.WhenAll(models.Select(model => ModelStore.StoreAsync(context, model, null))).ConfigureAwait(false);
        string references = string.Join(',', stored.Select(one => one.Reference.ToJson()));
        context.Response.StatusCode = status ?? StatusCodes.Status200OK;
        await JsonAnswer.WriteAsync(context, Encoding.UTF8.GetBytes($"[{references}]")).ConfigureAwait(false);
    }

    /// <summary>Sets the headers that tell of a stored model.</summary>
    public static void Announce(HttpContext context, object model, StoredModel stored, string? location)
    {
        IHeaderDictionary headers = context.Response.Headers;
        headers.ETag = Preconditions.Tag(stored.Version);
        location ??= stored.IsNew
            ? context.RequestServices.GetService<ModelLocations>()?.PathOf(context, model.GetType(), stored.Reference.Id)
            : null;
        if (location is not null)
        {
            headers.Location = location;
        }
    }
}

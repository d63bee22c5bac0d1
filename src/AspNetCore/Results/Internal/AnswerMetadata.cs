using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Toast.AspNetCore;

/// <summary>What endpoints say of their answers.</summary>
internal static class AnswerMetadata
{
    private static readonly string[] Json = ["application/json"];

    public static void AddReference(IList<object> metadata)
    {
        bool isSafe = metadata.OfType<IHttpMethodMetadata>().LastOrDefault() is { } methods && methods.HttpMethods.All(HttpMethods.IsGet);
        metadata.Add(new ProducesResponseTypeMetadata(StatusCodes.Status200OK, typeof(ExternalReference), Json));
        if (!isSafe)
        {
            metadata.Add(new ProducesResponseTypeMetadata(StatusCodes.Status201Created, typeof(ExternalReference), Json));
        }
    }
}

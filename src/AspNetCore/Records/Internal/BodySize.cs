using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Toast.AspNetCore;

/// <summary>The limit that the web server puts on bodies.</summary>
internal static class BodySize
{
    /// <summary>The server's own limit must not come first: its answer has no code. The endpoints have limits of their own.</summary>
    public static void LiftServerLimit(HttpContext context)
    {
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } feature)
        {
            feature.MaxRequestBodySize = null;
        }
    }
}

using System.IO.Compression;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;

namespace Toast.AspNetCore;

/// <summary>Decompresses request bodies while they are read (RFC 9110, section 8.4). Limits of size are those of what comes out.</summary>
internal static class ContentCoding
{
    private const string Accepted = "gzip, br, deflate";

    /// <param name="request">The request.</param>
    /// <param name="decoded">True if the length of the request is not that of what comes out.</param>
    public static Stream Open(HttpRequest request, out bool decoded)
    {
        StringValues coding = request.Headers.ContentEncoding;
        decoded = coding.Count > 0 && !string.Equals(coding, "identity", StringComparison.OrdinalIgnoreCase);
        if (!decoded)
        {
            return request.Body;
        }

        Stream decoder = coding.ToString().ToLowerInvariant() switch
        {
            "gzip" or "x-gzip" => new GZipStream(request.Body, CompressionMode.Decompress, leaveOpen: true),
            "br" => new BrotliBody(request.Body),
            "deflate" => new ZLibStream(request.Body, CompressionMode.Decompress, leaveOpen: true),
            _ => throw RequestFault.UnknownCoding(Accepted),
        };
        request.HttpContext.Response.RegisterForDispose(decoder);
        return decoder;
    }
}

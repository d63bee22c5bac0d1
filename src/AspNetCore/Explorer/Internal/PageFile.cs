using System.Reflection;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Headers;
using Microsoft.Net.Http.Headers;

namespace Toast.AspNetCore;

/// <summary>A file of the page, out of this assembly. It holds no data, so that nobody needs a key for it.</summary>
internal sealed class PageFile
{
    private const string Prefix = "Toast.AspNetCore.Explorer.";
    private const string Index = "index.html";

    /// <summary>
    /// Nothing but the files and data of this server, nothing written into the page, no frame around it, and no text that becomes a script or markup on any way.
    /// </summary>
    private const string Policy =
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; "
        + "frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types 'none'";

    private readonly byte[] content;
    private readonly string type;
    private readonly EntityTagHeaderValue tag;

    private PageFile(string name, byte[] content)
    {
        this.content = content;
        Path = name == Index ? "/" : $"/explorer/{name}";
        type = System.IO.Path.GetExtension(name) switch
        {
            ".html" => "text/html; charset=utf-8",
            ".css" => "text/css; charset=utf-8",
            ".js" => "text/javascript; charset=utf-8",
            _ => "image/svg+xml",
        };

        // Weak, since it may be sent compressed.
        tag = new EntityTagHeaderValue($"\"{Convert.ToHexStringLower(SHA256.HashData(content).AsSpan(0, 12))}\"", isWeak: true);
    }

    /// <summary>The path it is served under.</summary>
    public string Path { get; }

    public static IEnumerable<PageFile> ReadAll()
    {
        Assembly assembly = typeof(PageFile).Assembly;
        foreach (string resource in assembly.GetManifestResourceNames().Where(name => name.StartsWith(Prefix, StringComparison.Ordinal)))
        {
            using Stream stream = assembly.GetManifestResourceStream(resource)!;
            byte[] content = new byte[stream.Length];
            stream.ReadExactly(content);
            yield return new PageFile(resource[Prefix.Length..], content);
        }
    }

    public Task AnswerAsync(HttpContext context)
    {
        HttpResponse response = context.Response;
        response.Headers.ContentSecurityPolicy = Policy;
        response.Headers.XContentTypeOptions = "nosniff";
        response.Headers["Referrer-Policy"] = "no-referrer";
        response.Headers["Cross-Origin-Opener-Policy"] = "same-origin";
        response.Headers["Cross-Origin-Resource-Policy"] = "same-origin";

        // Kept, and asked for each time whether it still holds: after an upgrade of the server all files are of one version.
        response.Headers.CacheControl = "no-cache";
        ResponseHeaders headers = response.GetTypedHeaders();
        headers.ETag = tag;
        if (context.Request.GetTypedHeaders().IfNoneMatch.Any(known => known.Compare(tag, useStrongComparison: false) || known.Equals(EntityTagHeaderValue.Any)))
        {
            response.StatusCode = StatusCodes.Status304NotModified;
            return Task.CompletedTask;
        }

        response.ContentType = type;
        response.ContentLength = content.Length;
        return HttpMethods.IsHead(context.Request.Method) ? Task.CompletedTask : response.Body.WriteAsync(content, context.RequestAborted).AsTask();
    }
}

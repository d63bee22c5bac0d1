using System.IO.Compression;
using Microsoft.AspNetCore.ResponseCompression;
using Microsoft.Extensions.Options;

namespace Toast.Silo;

/// <summary>
/// Compresses answers for callers who ask for it, from a size on that is worth it. Over plain HTTP only, as ASP.NET Core does unless told otherwise: over
/// HTTPS the size of a compressed answer can tell what is in it.
/// </summary>
internal sealed class AnswerCompression(IServiceProvider services, IOptions<ResponseCompressionOptions> options)
    : ResponseCompressionProvider(services, options)
{
    private const int SmallestBytes = 1024;

    public static void Add(IServiceCollection services)
    {
        services.AddResponseCompression(compression => compression.MimeTypes =
            ["application/json", "application/x-ndjson", "application/problem+json", "text/plain", "text/html", "text/css", "text/javascript", "image/svg+xml"]);

        // Answers are made while the caller waits, so that speed is worth more than the last per cent.
        services.Configure<GzipCompressionProviderOptions>(gzip => gzip.Level = CompressionLevel.Fastest);
        services.Configure<BrotliCompressionProviderOptions>(brotli => brotli.Level = CompressionLevel.Fastest);
        services.AddSingleton<IResponseCompressionProvider, AnswerCompression>();
    }

    public override bool ShouldCompressResponse(HttpContext context) =>
        !(context.Response.ContentLength < SmallestBytes) && base.ShouldCompressResponse(context);
}

using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Headers;

namespace Toast.AspNetCore;

/// <summary>Writes the successful answers.</summary>
internal static class RecordAnswer
{
    private const string JsonType = "application/json";

    /// <summary>The data as it is stored, byte for byte; or 304 when the caller has this version.</summary>
    public static async Task WriteDataAsync(HttpContext context, StoredRecord record, Preconditions conditions)
    {
        HttpResponse response = context.Response;
        ResponseHeaders headers = response.GetTypedHeaders();
        headers.ETag = Preconditions.Tag(record.Version);
        headers.LastModified = record.Updated;
        // A cache may keep the answer, and asks each time whether it still holds.
        response.Headers.CacheControl = "no-cache";
        response.Headers[WriteHeaders.SchemaVersion] = record.SchemaVersion.ToString(CultureInfo.InvariantCulture);
        if (conditions.NoneMatch?.Match(record.Version) == true)
        {
            response.StatusCode = StatusCodes.Status304NotModified;
            return;
        }

        response.ContentType = JsonType;
        response.ContentLength = record.Data.Length;
        if (!HttpMethods.IsHead(context.Request.Method))
        {
            await response.Body.WriteAsync(record.Data, context.RequestAborted).ConfigureAwait(false);
        }
    }

    /// <summary>The reference of a written record; 201 and its location when the write made it.</summary>
    public static async Task WriteReferenceAsync(HttpContext context, WrittenRecord written)
    {
        HttpResponse response = context.Response;
        bool isNew = written.Version == 1;
        response.StatusCode = isNew ? StatusCodes.Status201Created : StatusCodes.Status200OK;
        if (isNew)
        {
            response.Headers.Location = PathReference.Path(context, written.Reference);
        }

        response.GetTypedHeaders().ETag = Preconditions.Tag(written.Version);
        byte[] body = Encoding.UTF8.GetBytes(written.Reference.ToJson());
        response.ContentType = JsonType;
        response.ContentLength = body.Length;
        await response.Body.WriteAsync(body, context.RequestAborted).ConfigureAwait(false);
    }
}

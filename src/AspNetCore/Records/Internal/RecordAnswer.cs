using System.Globalization;
using Microsoft.AspNetCore.Http;

namespace Toast.AspNetCore;

/// <summary>Writes the successful answers.</summary>
internal static class RecordAnswer
{
    /// <summary>The data as it is stored, byte for byte; or 304 when the caller has this version.</summary>
    public static async Task WriteDataAsync(HttpContext context, StoredRecord record, Preconditions conditions)
    {
        HttpResponse response = context.Response;
        IHeaderDictionary headers = response.Headers;
        headers.ETag = Preconditions.Tag(record.Version);
        headers.LastModified = record.Updated.ToString("r", CultureInfo.InvariantCulture);
        // A cache may keep the answer, and asks each time whether it still holds.
        headers.CacheControl = "no-cache";
        headers[WriteHeaders.SchemaVersion] = record.SchemaVersion.ToString(CultureInfo.InvariantCulture);
        if (conditions.NoneMatch?.Match(record.Version) == true)
        {
            response.StatusCode = StatusCodes.Status304NotModified;
            return;
        }

        await JsonAnswer.WriteAsync(context, record.Data).ConfigureAwait(false);
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

        response.Headers.ETag = Preconditions.Tag(written.Version);
        await JsonAnswer.WriteAsync(context, ReferenceText.ToUtf8Json(written.Reference)).ConfigureAwait(false);
    }
}

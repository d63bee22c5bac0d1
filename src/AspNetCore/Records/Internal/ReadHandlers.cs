using Microsoft.AspNetCore.Http;

namespace Toast.AspNetCore;

/// <summary>The endpoints that give the data of a record.</summary>
internal sealed class ReadHandlers(RequestBody bodies, BulkReader bulk)
{
    public static Task GetAsync(HttpContext context) => AnswerAsync(context, PathReference.Reference(context));

    /// <summary>One reference in JSON, or one in each line of NDJSON.</summary>
    public async Task ValidateAsync(HttpContext context, ApiKey key)
    {
        if (MediaTypes.IsNdjson(context.Request))
        {
            await bulk.AnswerAsync(context, key).ConfigureAwait(false);
            return;
        }

        ReadOnlyMemory<byte> body = await bodies.ReadJsonAsync(context, ReferenceBody.MaxBytes).ConfigureAwait(false);
        ExternalReference reference = ReferenceBody.Parse(body.Span);
        key.RequireClass(reference.ClassName);
        await AnswerAsync(context, reference).ConfigureAwait(false);
    }

    private static async Task AnswerAsync(HttpContext context, ExternalReference reference)
    {
        Preconditions conditions = Preconditions.Of(context.Request);
        StoredRecord record = await WriteHandlers.Records(context)
            .ReadAsync(reference, cancellationToken: context.RequestAborted).ConfigureAwait(false);
        if (conditions.Match?.Match(record.Version) == false)
        {
            throw Conflicts.OtherVersion(reference, record.Version);
        }

        await RecordAnswer.WriteDataAsync(context, record, conditions).ConfigureAwait(false);
    }
}

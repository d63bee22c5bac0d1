using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Toast.AspNetCore;

/// <summary>The endpoints that give the data of a record.</summary>
internal static class ReadHandlers
{
    public static async Task GetAsync(HttpContext context) =>
        await AnswerAsync(context, PathReference.Reference(context)).ConfigureAwait(false);

    public static async Task ValidateAsync(HttpContext context)
    {
        ReadOnlyMemory<byte> body = await RequestBody.ReadJsonAsync(context, ReferenceBody.MaxBytes).ConfigureAwait(false);
        await AnswerAsync(context, ReferenceBody.Parse(body.Span)).ConfigureAwait(false);
    }

    private static async Task AnswerAsync(HttpContext context, ExternalReference reference)
    {
        IRecords records = context.RequestServices.GetRequiredService<IToast>().Records;
        StoredRecord record = await records.ReadAsync(reference, cancellationToken: context.RequestAborted).ConfigureAwait(false);
        if (Preconditions.IsRefused(context.Request, record.Version))
        {
            throw Conflicts.OtherVersion(reference, record.Version);
        }

        await RecordAnswer.WriteDataAsync(context, record).ConfigureAwait(false);
    }
}

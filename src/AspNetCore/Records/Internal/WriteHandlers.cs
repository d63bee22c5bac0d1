using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Toast.AspNetCore;

/// <summary>The endpoints that write and delete records.</summary>
internal sealed class WriteHandlers(int maxRecordBytes)
{
    // "If-Match: *" is a read and a write of the version found; other writers may come between the two this often.
    private const int MaxAttempts = 10;

    public async Task CreateAsync(HttpContext context)
    {
        string className = PathReference.ClassName(context);
        RecordWriteOptions options = WriteHeaders.Read(context.Request);
        ReadOnlyMemory<byte> body = await RequestBody.ReadJsonAsync(context, maxRecordBytes).ConfigureAwait(false);
        WrittenRecord written = await Records(context).CreateAsync(className, body, options, context.RequestAborted).ConfigureAwait(false);
        await RecordAnswer.WriteReferenceAsync(context, written).ConfigureAwait(false);
    }

    public async Task PutAsync(HttpContext context)
    {
        ExternalReference reference = PathReference.Reference(context);
        WriteCondition condition = Preconditions.ForWrite(context.Request);
        RecordWriteOptions options = WriteHeaders.Read(context.Request);
        ReadOnlyMemory<byte> body = await RequestBody.ReadJsonAsync(context, maxRecordBytes).ConfigureAwait(false);
        WrittenRecord written = condition.Kind switch
        {
            WriteConditionKind.Exists => await ReplaceAsync(context, reference, body, options).ConfigureAwait(false),
            WriteConditionKind.Never => throw await ForeignTagAsync(context, reference).ConfigureAwait(false),
            _ => await PutVersionAsync(context, reference, body, options, Expected(condition)).ConfigureAwait(false),
        };
        await RecordAnswer.WriteReferenceAsync(context, written).ConfigureAwait(false);
    }

    public static async Task DeleteAsync(HttpContext context)
    {
        ExternalReference reference = PathReference.Reference(context);
        WriteCondition condition = Preconditions.ForWrite(context.Request);
        if (condition.Kind == WriteConditionKind.Missing)
        {
            throw RequestFault.Invalid("If-None-Match was sent with a delete. Use If-Match with the ETag that was read, or send no condition.");
        }

        if (condition.Kind == WriteConditionKind.Never)
        {
            throw await ForeignTagAsync(context, reference).ConfigureAwait(false);
        }

        var options = new DeleteOptions { ExpectedVersion = Expected(condition) };
        IToast toast = context.RequestServices.GetRequiredService<IToast>();
        if (!await toast.Records.DeleteAsync(reference, options, context.RequestAborted).ConfigureAwait(false))
        {
            throw condition.Kind == WriteConditionKind.None
                ? new RecordNotFoundException { ClassName = reference.ClassName, Id = reference.Id }
                : Conflicts.Missing(reference);
        }

        context.Response.StatusCode = StatusCodes.Status204NoContent;
    }

    private static long? Expected(WriteCondition condition) => condition.Kind switch
    {
        WriteConditionKind.Missing => 0,
        WriteConditionKind.Version => condition.Version,
        _ => null,
    };

    private static async Task<WrittenRecord> PutVersionAsync(
        HttpContext context, ExternalReference reference, ReadOnlyMemory<byte> body, RecordWriteOptions options, long? version)
    {
        try
        {
            return await Records(context)
                .PutAsync(reference, body, options with { ExpectedVersion = version }, context.RequestAborted)
                .ConfigureAwait(false);
        }
        catch (RecordNotFoundException) when (version is not null)
        {
            throw Conflicts.Missing(reference);
        }
    }

    private static async Task<WrittenRecord> ReplaceAsync(
        HttpContext context, ExternalReference reference, ReadOnlyMemory<byte> body, RecordWriteOptions options)
    {
        for (int attempt = 1; ; attempt++)
        {
            try
            {
                StoredRecord found = await Records(context).ReadAsync(reference, null, context.RequestAborted).ConfigureAwait(false);
                return await PutVersionAsync(context, reference, body, options, found.Version).ConfigureAwait(false);
            }
            catch (RecordNotFoundException)
            {
                throw Conflicts.Missing(reference);
            }
            catch (ConcurrencyException conflict) when (conflict.ActualVersion > 0 && attempt < MaxAttempts)
            {
                // Another writer came between; the record still exists, so the condition may still hold.
            }
        }
    }

    private static async Task<RequestFault> ForeignTagAsync(HttpContext context, ExternalReference reference)
    {
        try
        {
            StoredRecord found = await Records(context).ReadAsync(reference, null, context.RequestAborted).ConfigureAwait(false);
            return Conflicts.OtherVersion(reference, found.Version);
        }
        catch (RecordNotFoundException)
        {
            return Conflicts.Missing(reference);
        }
    }

    private static IRecords Records(HttpContext context) => context.RequestServices.GetRequiredService<IToast>().Records;
}

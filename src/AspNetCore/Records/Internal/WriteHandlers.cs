using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Toast.AspNetCore;

/// <summary>The endpoints that write and delete single records.</summary>
internal sealed class WriteHandlers(RequestBody bodies)
{
    public static IRecords Records(HttpContext context) => context.RequestServices.GetRequiredService<IToast>().Records;

    public async Task CreateAsync(HttpContext context)
    {
        string className = PathReference.ClassName(context);
        RecordWriteOptions options = WriteHeaders.Read(context.Request);
        ReadOnlyMemory<byte> body = await bodies.ReadRecordAsync(context).ConfigureAwait(false);
        WrittenRecord written = await Records(context).CreateAsync(className, body, options, context.RequestAborted).ConfigureAwait(false);
        await RecordAnswer.WriteReferenceAsync(context, written).ConfigureAwait(false);
    }

    public async Task PutAsync(HttpContext context)
    {
        ExternalReference reference = PathReference.Reference(context);
        Preconditions conditions = Preconditions.Of(context.Request);
        RecordWriteOptions options = WriteHeaders.Read(context.Request);
        ReadOnlyMemory<byte> body = await bodies.ReadRecordAsync(context).ConfigureAwait(false);
        WrittenRecord written = conditions.IsNone || conditions.ExpectedVersion is not null
            ? await PutVersionAsync(context, reference, body, options, conditions.ExpectedVersion).ConfigureAwait(false)
            : await ConditionalWrite.RunAsync(
                context, reference, conditions, version => PutVersionAsync(context, reference, body, options, version)).ConfigureAwait(false);
        await RecordAnswer.WriteReferenceAsync(context, written).ConfigureAwait(false);
    }

    public static async Task DeleteAsync(HttpContext context)
    {
        ExternalReference reference = PathReference.Reference(context);
        Preconditions conditions = Preconditions.Of(context.Request);
        bool deleted = conditions.IsNone || conditions.ExpectedVersion > 0
            ? await DeleteVersionAsync(context, reference, conditions.ExpectedVersion).ConfigureAwait(false)
            : await ConditionalWrite.RunAsync(context, reference, conditions, version => DeleteFoundAsync(context, reference, version)).ConfigureAwait(false);
        if (!deleted)
        {
            throw conditions.Match is null
                ? new RecordNotFoundException { ClassName = reference.ClassName, Id = reference.Id }
                : Conflicts.Missing(reference);
        }

        context.Response.StatusCode = StatusCodes.Status204NoContent;
    }

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

    private static Task<bool> DeleteVersionAsync(HttpContext context, ExternalReference reference, long? version) =>
        Records(context).DeleteAsync(reference, new DeleteOptions { ExpectedVersion = version }, context.RequestAborted);

    /// <summary>Deletes the version that was found; what was not found or is gone meanwhile is told as such.</summary>
    private static async Task<bool> DeleteFoundAsync(HttpContext context, ExternalReference reference, long version) =>
        version > 0
        && (await DeleteVersionAsync(context, reference, version).ConfigureAwait(false)
            ? true
            : throw new RecordNotFoundException { ClassName = reference.ClassName, Id = reference.Id });
}

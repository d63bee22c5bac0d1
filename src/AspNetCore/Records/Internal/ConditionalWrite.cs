using Microsoft.AspNetCore.Http;

namespace Toast.AspNetCore;

/// <summary>
/// Writes and deletes under conditions that a store cannot compare in one step (any version, several, all but some): reads the version, judges it, and lets
/// the store compare that one with the write. Whoever comes between the two is noticed, and the conditions are judged anew.
/// </summary>
internal static class ConditionalWrite
{
    // Other writers may come between the read and the write this often.
    private const int MaxAttempts = 10;

    /// <param name="context">The request.</param>
    /// <param name="reference">The record.</param>
    /// <param name="conditions">What must hold.</param>
    /// <param name="write">Writes over the given version; 0 means that there must be no record.</param>
    /// <exception cref="RequestFault">The conditions do not hold (412).</exception>
    public static async Task<T> RunAsync<T>(HttpContext context, ExternalReference reference, Preconditions conditions, Func<long, Task<T>> write)
    {
        for (int attempt = 1; ; attempt++)
        {
            long version = await VersionAsync(context, reference).ConfigureAwait(false);
            if (!conditions.Hold(version))
            {
                throw version == 0 ? Conflicts.Missing(reference) : Conflicts.OtherVersion(reference, version);
            }

            try
            {
                return await write(version).ConfigureAwait(false);
            }
            catch (Exception failure) when (failure is ConcurrencyException or RecordNotFoundException && version > 0 && attempt < MaxAttempts)
            {
                // Another writer came between.
            }
            catch (ConcurrencyException) when (version == 0 && attempt < MaxAttempts)
            {
                // Another writer has made the record.
            }
        }
    }

    private static async Task<long> VersionAsync(HttpContext context, ExternalReference reference)
    {
        try
        {
            return (await WriteHandlers.Records(context).ReadAsync(reference, null, context.RequestAborted).ConfigureAwait(false)).Version;
        }
        catch (RecordNotFoundException)
        {
            return 0;
        }
    }
}

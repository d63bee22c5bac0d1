using Microsoft.AspNetCore.Http;

namespace Toast.AspNetCore;

/// <summary>Answers many references with their records. All references are taken in before the first record is sent, so that a caller may send them all and read then.</summary>
internal sealed class BulkReader(RecordEndpointOptions options, TimeProvider time)
{
    public async Task AnswerAsync(HttpContext context, ApiKey key)
    {
        List<Line> lines = await ReadAsync(context).ConfigureAwait(false);
        LineAnswer.Begin(context.Response);
        var records = new RecordLines(context);
        var wanted = new List<ExternalReference>();
        foreach (Line line in lines)
        {
            if (ReferenceOf(line, key, out Problem? problem) is { } reference)
            {
                wanted.Add(reference);
                continue;
            }

            // What is wrong is told at its place: behind the records that were asked for before.
            await records.WriteAsync(wanted, skipsMissing: false).ConfigureAwait(false);
            wanted.Clear();
            await records.WriteAsync(problem!).ConfigureAwait(false);
        }

        await records.WriteAsync(wanted, skipsMissing: false).ConfigureAwait(false);
    }

    private async Task<List<Line>> ReadAsync(HttpContext context)
    {
        LineReader reader = LineReader.Of(context, ReferenceBody.MaxBytes, options.BodyTimeout, time);
        var lines = new List<Line>();
        while (await reader.ReadAsync(options.MaxBatchItems + 1 - lines.Count, context.RequestAborted).ConfigureAwait(false) is { Count: > 0 } some)
        {
            lines.AddRange(some);
            if (lines.Count > options.MaxBatchItems)
            {
                throw BatchFaults.TooMany(options.MaxBatchItems, "Nothing was read.");
            }
        }

        return lines;
    }

    private static ExternalReference? ReferenceOf(Line line, ApiKey key, out Problem? problem)
    {
        problem = null;
        try
        {
            if (line.IsTooLarge)
            {
                throw new StorageValidationException(
                    ErrorCodes.InvalidReference, "The line is longer than any reference. Send references as they were returned by a dump, one in each line.");
            }

            ExternalReference reference = ReferenceBody.Parse(line.Data.Span);
            key.RequireClass(reference.ClassName);
            return reference;
        }
        catch (Exception failure) when (failure is ExternalStorageException or RequestFault)
        {
            problem = ProblemTable.ForItem(failure);
            return null;
        }
    }
}

using System.Buffers;
using Microsoft.AspNetCore.Http;

namespace Toast.AspNetCore;

/// <summary>Sends whole records, a line each, reading some at a time: so many that they are worth the way to the store, and so few that they fit into memory.</summary>
internal sealed class RecordLines(HttpContext context)
{
    private const int FirstRead = 8;
    private const int MostRead = 256;
    private const int ReadBytes = 4 * 1024 * 1024;

    private int next = FirstRead;

    /// <param name="references">The records, in the order of the answer.</param>
    /// <param name="skipsMissing">True to leave missing records out; false to tell of each.</param>
    public async Task WriteAsync(IReadOnlyList<ExternalReference> references, bool skipsMissing)
    {
        IRecords records = WriteHandlers.Records(context);
        for (int start = 0; start < references.Count;)
        {
            ExternalReference[] some = [.. references.Skip(start).Take(next)];
            IReadOnlyList<ValidateResult<StoredRecord>> results =
                await records.ReadManyAsync(some, cancellationToken: context.RequestAborted).ConfigureAwait(false);
            long size = await WriteAsync(results, skipsMissing).ConfigureAwait(false);
            start += some.Length;
            long average = Math.Max(1, size / some.Length);
            next = (int)Math.Clamp(ReadBytes / average, 1, Math.Min(MostRead, 4 * next));
        }
    }

    public Task WriteAsync(Problem problem)
    {
        var line = new ArrayBufferWriter<byte>();
        LineAnswer.WriteProblem(line, problem);
        return SendAsync(line);
    }

    private async Task<long> WriteAsync(IReadOnlyList<ValidateResult<StoredRecord>> results, bool skipsMissing)
    {
        long size = 0;
        var lines = new ArrayBufferWriter<byte>();
        foreach (ValidateResult<StoredRecord> result in results)
        {
            if (result.Value is { } record)
            {
                size += record.Data.Length;
                LineAnswer.WriteRecord(lines, result.Reference, record);
            }
            else if (!(skipsMissing && result.Error is RecordNotFoundException))
            {
                LineAnswer.WriteProblem(lines, ProblemTable.ForItem(result.Error!));
            }

            if (lines.WrittenCount >= RequestBody.Slack)
            {
                await SendAsync(lines).ConfigureAwait(false);
            }
        }

        await SendAsync(lines).ConfigureAwait(false);
        return size;
    }

    private async Task SendAsync(ArrayBufferWriter<byte> lines)
    {
        if (lines.WrittenCount > 0)
        {
            await context.Response.Body.WriteAsync(lines.WrittenMemory, context.RequestAborted).ConfigureAwait(false);
            lines.ResetWrittenCount();
        }
    }
}

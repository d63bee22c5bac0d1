using System.Buffers;
using Microsoft.AspNetCore.Http;

namespace Toast.AspNetCore;

/// <summary>What the lines of one batch have in common.</summary>
internal sealed class Batch(HttpContext context, string className, RecordWriteOptions write, RecordEndpointOptions options)
{
    /// <summary>Stores some lines and gives their answers.</summary>
    /// <param name="lines">The lines.</param>
    /// <param name="room">Released when they are stored.</param>
    /// <exception cref="ExternalStorageException">The class cannot be stored here; no line was.</exception>
    public async Task<ReadOnlyMemory<byte>> StoreAsync(IReadOnlyList<Line> lines, SemaphoreSlim room)
    {
        IReadOnlyList<DumpResult> results;
        try
        {
            // Not cancelled with the request: what was read whole is stored whole, as with a single write that has begun.
            results = await WriteHandlers.Records(context)
                .CreateManyAsync(className, [.. lines.Where(line => !line.IsTooLarge).Select(line => line.Data)], write, CancellationToken.None)
                .ConfigureAwait(false);
        }
        finally
        {
            room.Release();
        }

        var answers = new ArrayBufferWriter<byte>(128 * lines.Count);
        int next = 0;
        foreach (Line line in lines)
        {
            if (line.IsTooLarge)
            {
                LineAnswer.WriteProblem(answers, ProblemTable.ForItem(RequestBody.TooLarge(options.MaxRecordBytes)));
            }
            else
            {
                Write(answers, results[next++]);
            }
        }

        return answers.WrittenMemory;
    }

    /// <summary>The last line of a batch that is not taken whole.</summary>
    public static Task<ReadOnlyMemory<byte>> RefuseAsync(Exception failure)
    {
        var answer = new ArrayBufferWriter<byte>();
        LineAnswer.WriteProblem(answer, Framing.ProblemOf(failure) ?? ProblemTable.ForItem(failure));
        return Task.FromResult(answer.WrittenMemory);
    }

    private static void Write(ArrayBufferWriter<byte> answers, DumpResult result)
    {
        if (result.Succeeded)
        {
            LineAnswer.WriteReference(answers, result.Reference);
        }
        else
        {
            LineAnswer.WriteProblem(answers, ProblemTable.ForItem(result.Error));
        }
    }
}

using System.Threading.Channels;
using Microsoft.AspNetCore.Http;

namespace Toast.AspNetCore;

/// <summary>
/// The endpoint that stores a record for each line. Lines are stored while further ones arrive, and answered in their order. Reading never waits for a caller
/// who does not read yet: there are so few lines that all their answers fit into memory.
/// </summary>
internal sealed class BatchHandlers(RecordEndpointOptions options, TimeProvider time)
{
    private const int ChunkLines = 256;

    // One chunk is with the store while the next one is read.
    private const int ChunksAtOnce = 2;

    public async Task CreateAsync(HttpContext context)
    {
        var batch = new Batch(context, PathReference.ClassName(context), WriteHeaders.Read(context.Request), options);
        MediaTypes.RequireNdjson(context.Request);
        LineReader lines = LineReader.Of(context, (int)Math.Min((long)options.MaxRecordBytes + RequestBody.Slack, Array.MaxLength), options.BodyTimeout, time);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted);
        var answers = Channel.CreateUnbounded<Task<ReadOnlyMemory<byte>>>(new UnboundedChannelOptions { SingleReader = true, SingleWriter = true });
        Task sending = SendAsync(context, answers.Reader, stop);
        try
        {
            await StoreAsync(lines, batch, answers.Writer, stop.Token).ConfigureAwait(false);
            answers.Writer.Complete();
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // Sending has failed, or the caller is gone.
            answers.Writer.Complete();
        }
        catch (Exception failure)
        {
            answers.Writer.Complete(failure);
        }

        await sending.ConfigureAwait(false);
    }

    private async Task StoreAsync(LineReader lines, Batch batch, ChannelWriter<Task<ReadOnlyMemory<byte>>> answers, CancellationToken token)
    {
        using var room = new SemaphoreSlim(ChunksAtOnce);
        int count = 0;
        try
        {
            while (await lines.ReadAsync(Math.Clamp(options.MaxBatchItems - count, 1, ChunkLines), token).ConfigureAwait(false) is { Count: > 0 } some)
            {
                if (count == options.MaxBatchItems)
                {
                    answers.TryWrite(Batch.RefuseAsync(BatchFaults.TooMany(count, "Those before are stored or refused as told.")));
                    return;
                }

                count += some.Count;
                await room.WaitAsync(token).ConfigureAwait(false);
                answers.TryWrite(batch.StoreAsync(some, room));
            }
        }
        catch (Exception failure) when (count > 0 && Framing.ProblemOf(failure) is not null)
        {
            // What was stored is told of first.
            answers.TryWrite(Batch.RefuseAsync(failure));
        }
        finally
        {
            // The chunks give their room back; it must not be gone by then.
            for (int i = 0; i < ChunksAtOnce; i++)
            {
                await room.WaitAsync(CancellationToken.None).ConfigureAwait(false);
            }
        }
    }

    private static async Task SendAsync(HttpContext context, ChannelReader<Task<ReadOnlyMemory<byte>>> answers, CancellationTokenSource stop)
    {
        try
        {
            LineAnswer.Begin(context.Response);
            await foreach (Task<ReadOnlyMemory<byte>> answer in answers.ReadAllAsync(CancellationToken.None).ConfigureAwait(false))
            {
                ReadOnlyMemory<byte> lines = await answer.ConfigureAwait(false);
                await context.Response.Body.WriteAsync(lines, context.RequestAborted).ConfigureAwait(false);
                await context.Response.Body.FlushAsync(context.RequestAborted).ConfigureAwait(false);
            }
        }
        finally
        {
            await stop.CancelAsync().ConfigureAwait(false);
        }
    }
}

using System.Buffers;
using System.IO.Pipelines;
using Microsoft.AspNetCore.Http;

namespace Toast.AspNetCore;

/// <summary>Reads a JSON body into one buffer, once, and stops as soon as it is larger than a limit or too late.</summary>
internal sealed class RequestBody(RecordEndpointOptions options, TimeProvider time)
{
    /// <summary>
    /// How much larger than the record limit a body may be before reading stops. The engine gives the exact answer; the slack only keeps a
    /// body that is a few bytes too large from being answered by a closed connection.
    /// </summary>
    public const int Slack = 64 * 1024;

    // A length that was announced but not yet sent reserves no more than this.
    private const int FirstBuffer = 1024 * 1024;
    private const int UnknownLengthBuffer = 16 * 1024;

    /// <summary>Reads the data of a record. Nobody else has the buffer, so that it can be handed on.</summary>
    public ValueTask<ReadOnlyMemory<byte>> ReadRecordAsync(HttpContext context) => ReadJsonAsync(context, options.MaxRecordBytes);

    /// <summary>Reads a JSON body of a size of its own.</summary>
    public async ValueTask<ReadOnlyMemory<byte>> ReadJsonAsync(HttpContext context, int maxBytes)
    {
        MediaTypes.RequireJson(context.Request);
        int limit = (int)Math.Min((long)maxBytes + Slack, Array.MaxLength);
        Stream body = ContentCoding.Open(context.Request, out bool decoded);
        long? announced = decoded ? null : context.Request.ContentLength;
        if (context.Request.ContentLength > limit)
        {
            throw TooLarge(maxBytes);
        }

        BodySize.LiftServerLimit(context);
        if (announced is { } whole && TryTakeAll(context.Request.BodyReader, whole) is { } data)
        {
            return data;
        }

        using var clock = new CancellationTokenSource(options.BodyTimeout, time);
        using var bounded = CancellationTokenSource.CreateLinkedTokenSource(clock.Token, context.RequestAborted);
        try
        {
            return await ReadAsync(body, announced, limit, maxBytes, bounded.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (clock.IsCancellationRequested && !context.RequestAborted.IsCancellationRequested)
        {
            throw RequestFault.TooSlow();
        }
        catch (Exception failure) when (Framing.IsOfBody(failure))
        {
            throw Framing.OfBody(failure);
        }
    }

    public static StorageValidationException TooLarge(int maxBytes) =>
        new(ErrorCodes.RecordTooLarge, $"The body is larger than the {maxBytes} bytes that are accepted here. Split the record, or raise the limit of the server.")
        {
            Expected = $"at most {maxBytes} bytes",
        };

    /// <summary>Most bodies have arrived together with their headers; they need no clock.</summary>
    private static ReadOnlyMemory<byte>? TryTakeAll(PipeReader reader, long length)
    {
        if (!reader.TryRead(out ReadResult arrived))
        {
            return null;
        }

        if (arrived.Buffer.Length < length)
        {
            reader.AdvanceTo(arrived.Buffer.Start);
            return null;
        }

        byte[] data = arrived.Buffer.ToArray();
        reader.AdvanceTo(arrived.Buffer.End);
        return data;
    }

    private static async ValueTask<ReadOnlyMemory<byte>> ReadAsync(Stream body, long? announced, int limit, int maxBytes, CancellationToken token)
    {
        byte[] buffer = GC.AllocateUninitializedArray<byte>((int)Math.Min(announced ?? UnknownLengthBuffer, FirstBuffer));
        int length = 0;
        while (true)
        {
            if (length == buffer.Length)
            {
                if (length == announced)
                {
                    break;
                }

                Array.Resize(ref buffer, (int)Math.Min(Math.Max(2L * length, UnknownLengthBuffer), Math.Min(announced ?? long.MaxValue, limit + 1L)));
            }

            int read = await body.ReadAsync(buffer.AsMemory(length), token).ConfigureAwait(false);
            if (read == 0)
            {
                break;
            }

            length += read;
            if (length > limit)
            {
                throw TooLarge(maxBytes);
            }
        }

        // The data may be kept for long; a buffer with much room behind it is not worth that.
        bool fits = buffer.Length - length <= length / 4;
        return fits ? buffer.AsMemory(0, length) : buffer.AsSpan(0, length).ToArray();
    }
}

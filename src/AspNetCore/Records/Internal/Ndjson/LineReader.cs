using System.Buffers;
using System.IO.Pipelines;
using Microsoft.AspNetCore.Http;

namespace Toast.AspNetCore;

/// <summary>
/// Takes a body apart into lines while it arrives. A line that is too large is skipped and told as such, so that those behind it are still read. Every line
/// counts, empty ones too; what stands behind the last line feed is a line unless it is empty.
/// </summary>
internal sealed class LineReader(PipeReader pipe, int maxLineBytes, TimeSpan patience, TimeProvider time)
{
    // Lines that have arrived are taken together up to this size.
    private const int ChunkBytes = 1024 * 1024;

    private long searched;
    private bool isSkipping;
    private bool isAtEnd;

    /// <exception cref="RequestFault">The body is compressed in a way that is not understood.</exception>
    public static LineReader Of(HttpContext context, int maxLineBytes, TimeSpan patience, TimeProvider time)
    {
        Stream body = ContentCoding.Open(context.Request, out bool decoded);
        BodySize.LiftServerLimit(context);
        return new LineReader(decoded ? PipeReader.Create(body) : context.Request.BodyReader, maxLineBytes, patience, time);
    }

    /// <summary>Waits for a line, and takes those that have arrived with it.</summary>
    /// <param name="most">How many lines at most.</param>
    /// <param name="token">Stops the waiting.</param>
    /// <returns>The lines; none at the end of the body.</returns>
    /// <exception cref="RequestFault">No line came in time (408), or the body cannot be read (400).</exception>
    public async ValueTask<IReadOnlyList<Line>> ReadAsync(int most, CancellationToken token)
    {
        var lines = new List<Line>();
        if (isAtEnd)
        {
            return lines;
        }

        using var clock = new CancellationTokenSource(patience, time);
        using var bounded = CancellationTokenSource.CreateLinkedTokenSource(clock.Token, token);
        try
        {
            bool isFull = false;
            while (!isFull && !isAtEnd)
            {
                if (!pipe.TryRead(out ReadResult arrived))
                {
                    if (lines.Count > 0)
                    {
                        break;
                    }

                    arrived = await pipe.ReadAsync(bounded.Token).ConfigureAwait(false);
                }

                isFull = Take(arrived, lines, most);
            }

            return lines;
        }
        catch (OperationCanceledException) when (clock.IsCancellationRequested && !token.IsCancellationRequested)
        {
            throw RequestFault.TooSlow();
        }
        catch (Exception failure) when (Framing.IsOfBody(failure))
        {
            throw Framing.OfBody(failure);
        }
    }

    /// <summary>True if there is room for no more lines, and some may have arrived.</summary>
    private bool Take(ReadResult arrived, List<Line> lines, int most)
    {
        ReadOnlySequence<byte> rest = arrived.Buffer;
        long bytes = 0;
        bool isFull = false;
        while (!isFull && rest.Slice(searched).PositionOf((byte)'\n') is { } end)
        {
            bytes += Add(lines, rest.Slice(0, end));
            rest = rest.Slice(rest.GetPosition(1, end));
            searched = 0;
            isFull = lines.Count >= most || bytes >= ChunkBytes;
        }

        if (isFull)
        {
            pipe.AdvanceTo(rest.Start);
            return true;
        }

        if (arrived.IsCompleted)
        {
            if (rest.Length > 0 || isSkipping)
            {
                Add(lines, rest);
            }

            rest = rest.Slice(rest.End);
            isAtEnd = true;
        }
        else if (rest.Length > maxLineBytes || isSkipping)
        {
            isSkipping = true;
            rest = rest.Slice(rest.End);
        }

        searched = rest.Length;
        pipe.AdvanceTo(rest.Start, rest.End);
        return false;
    }

    private long Add(List<Line> lines, ReadOnlySequence<byte> line)
    {
        bool isTooLarge = isSkipping || line.Length > maxLineBytes;
        isSkipping = false;
        lines.Add(isTooLarge ? new Line(default, true) : new Line(line.ToArray(), false));
        return isTooLarge ? 0 : line.Length;
    }
}

using System.Buffers.Text;

namespace Toast.Benchmarks.Http;

/// <summary>Finds the end of answers, and no more of them than that takes. Heads must arrive in one piece, as they do over loopback.</summary>
internal sealed class AnswerReader
{
    private const int TailLength = 5;

    private readonly byte[] tail = new byte[TailLength];
    private bool isWithin;
    private long missing;

    /// <summary>The status of the last answer.</summary>
    public int Status { get; private set; }

    /// <summary>Takes what arrived.</summary>
    /// <returns>True if it ends an answer.</returns>
    /// <exception cref="IOException">It is not an answer.</exception>
    public bool IsWhole(ReadOnlySpan<byte> arrived)
    {
        if (!isWithin)
        {
            int end = arrived.IndexOf("\r\n\r\n"u8);
            if (end < 0 || !Utf8Parser.TryParse(arrived[9..12], out int status, out _))
            {
                throw new IOException("The server sent no whole head of an answer.");
            }

            Status = status;
            ReadOnlySpan<byte> head = arrived[..(end + 2)];
            int length = head.IndexOf("Content-Length: "u8);
            missing = length < 0 ? -1 : Utf8Parser.TryParse(head[(length + 16)..], out long bytes, out _) ? bytes : throw new IOException("The length is no number.");
            arrived = arrived[(end + 4)..];
            isWithin = true;
        }

        if (missing >= 0)
        {
            missing -= arrived.Length;
            isWithin = missing > 0;
            return !isWithin;
        }

        isWithin = !EndsChunks(arrived);
        return !isWithin;
    }

    /// <summary>Lines of JSON never end like the last chunk does.</summary>
    private bool EndsChunks(ReadOnlySpan<byte> arrived)
    {
        if (arrived.Length >= TailLength)
        {
            arrived[^TailLength..].CopyTo(tail);
        }
        else
        {
            tail.AsSpan(arrived.Length).CopyTo(tail);
            arrived.CopyTo(tail.AsSpan(TailLength - arrived.Length));
        }

        return tail.AsSpan().SequenceEqual("0\r\n\r\n"u8);
    }
}

using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Toast.Data.Structure;

/// <summary>One write. It is kept per thread with its writer, so that a small record allocates nothing.</summary>
internal sealed class WriteWalk : Walk
{
    // Deeper than any limit that can be set; the limit itself is counted by the walk, which knows the path.
    private const int WriterDepth = 2_000;

    private static readonly ArrayBufferWriter<byte> Nowhere = new();

    [ThreadStatic]
    private static WriteWalk? idle;

    [ThreadStatic]
    private static WriteWalk? current;

    private WriteWalk? outer;
    private UnknownMembers? structExtras;

    /// <summary>
    /// Leaves everything readable that JSON allows to stand as it is. The output goes to stores and clients as JSON, never into a page unescaped.
    /// </summary>
    public static JavaScriptEncoder Encoder => PlainJsonEncoder.Instance;

    /// <summary>The write under way on this thread, for converters that the JSON library calls.</summary>
    public static WriteWalk Current =>
        current ?? throw new InvalidOperationException("The options of a Toast codec write only inside a dump.");

    public Utf8JsonWriter Writer { get; } = new(
        Nowhere, new JsonWriterOptions { Encoder = Encoder, MaxDepth = WriterDepth, SkipValidation = true });

    public WriteScope Scope { get; private set; } = null!;

    public static WriteWalk Begin(IBufferWriter<byte> output, WriteScope scope)
    {
        WriteWalk walk = idle ?? new WriteWalk();
        idle = null;
        walk.outer = current;
        current = walk;
        walk.Scope = scope;
        walk.Writer.Reset(output);
        walk.Start(scope.Limits.MaxDepth);
        return walk;
    }

    public void End()
    {
        current = outer;
        outer = null;
        Scope = null!;
        structExtras = null;
        Writer.Reset(Nowhere);
        Forget();
        idle = this;
    }

    /// <summary>Stops a write that is already too large.</summary>
    public void CheckSize(Utf8JsonWriter writer)
    {
        if (writer.BytesCommitted + writer.BytesPending > Scope.Limits.MaxRecordBytes)
        {
            throw Faults.TooLarge(Scope.Limits.MaxRecordBytes);
        }
    }

    /// <summary>Hands the unknown members of a struct to the struct about to be written; a struct has no identity to keep them by.</summary>
    public void GiveStructExtras(UnknownMembers? extras) => structExtras = extras;

    public UnknownMembers? TakeStructExtras()
    {
        UnknownMembers? taken = structExtras;
        structExtras = null;
        return taken;
    }
}

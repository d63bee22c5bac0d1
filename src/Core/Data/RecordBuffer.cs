using System.Buffers;

namespace Toast.Data;

/// <summary>A buffer each thread writes records into before they are copied to arrays of their own size. Large ones are given up after use.</summary>
internal static class RecordBuffer
{
    private const int KeptBytes = 1024 * 1024;

    [ThreadStatic]
    private static ArrayBufferWriter<byte>? cached;

    /// <summary>Writes an instance and gives its bytes in an array of exactly their size, which belongs to the caller.</summary>
    public static byte[] Write(DataCodec codec, object value, WriteScope scope) => Use(codec, value, scope, static written => written.ToArray());

    /// <summary>Writes an instance only to learn the hash of its content.</summary>
    public static UInt128 Hash(DataCodec codec, object value, WriteScope scope) => Use(codec, value, scope, ContentHash.Of);

    private static T Use<T>(DataCodec codec, object value, WriteScope scope, Func<ReadOnlySpan<byte>, T> result)
    {
        // Taken away while in use: a converter of the user may dump again from inside.
        ArrayBufferWriter<byte> buffer = cached ?? new ArrayBufferWriter<byte>(1024);
        cached = null;
        try
        {
            codec.Write(buffer, value, scope);
            return result(buffer.WrittenSpan);
        }
        finally
        {
            if (buffer.Capacity <= KeptBytes)
            {
                buffer.ResetWrittenCount();
                cached = buffer;
            }
        }
    }
}

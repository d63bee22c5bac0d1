namespace Toast.Data.Guard;

/// <summary>
/// What every JSON text from outside must pass before anything else looks at it: size, strict syntax, valid UTF-8, one value for each key, depth
/// and the length of numbers. After it a reader may trust that keys are unique and that strings are text.
/// </summary>
internal static class JsonGuard
{
    /// <summary>
    /// Checks in one pass and linear time. Ordinary input costs no allocation; the names of a hostile object cost pooled memory below twice its size.
    /// </summary>
    /// <exception cref="DataFault">
    /// record_too_large, too_deep, invalid_value (a number with too many digits, half of a surrogate pair) or invalid_json (everything else).
    /// </exception>
    internal static void Check(ReadOnlySpan<byte> utf8, JsonLimits limits)
    {
        if (utf8.Length > limits.MaxRecordBytes)
        {
            throw JsonFaults.TooLarge(utf8.Length, limits.MaxRecordBytes);
        }

        if (utf8.StartsWith("\uFEFF"u8))
        {
            throw JsonFaults.NotStrict("byte order mark", new(1, 1));
        }

        var scan = new JsonScan(utf8, limits);
        try
        {
            scan.Run();
        }
        finally
        {
            scan.Dispose();
        }
    }
}

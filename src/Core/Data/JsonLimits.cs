namespace Toast.Data;

/// <summary>The limits that data keeps to, on the way in and out.</summary>
/// <param name="MaxRecordBytes">The size of the UTF-8 JSON of the model data, in bytes.</param>
/// <param name="MaxDepth">Nesting depth; the root object counts 1.</param>
/// <param name="MaxNumberDigits">Digits of one number, written out in full (1e5 has 6).</param>
internal sealed record JsonLimits(int MaxRecordBytes, int MaxDepth, int MaxNumberDigits)
{
    public static JsonLimits Default { get; } = new(16 * 1024 * 1024, 64, 10_000);
}

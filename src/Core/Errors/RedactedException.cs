namespace Toast;

/// <summary>
/// Stands in for the cause of a failure whose texts held a secret of a storage URL: the same type name, texts and stack trace, with asterisks in
/// place of the secret. The original is not kept.
/// </summary>
internal sealed class RedactedException(string message, string whole, string? stackTrace) : Exception(message)
{
    public override string? StackTrace => stackTrace;

    public override string ToString() => whole;
}

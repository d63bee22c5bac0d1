namespace Toast;

/// <summary>What the linked parser throws. Its message quotes nothing of the URL.</summary>
internal sealed class StorageValidationException(string code, string message) : Exception(message)
{
    public string Code { get; } = code;
}

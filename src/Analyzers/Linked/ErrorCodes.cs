namespace Toast;

/// <summary>The codes that the linked rules name. They reach no diagnostic.</summary>
internal static class ErrorCodes
{
    public const string InvalidConfiguration = "invalid_configuration";
}

namespace Toast.Servers;

/// <summary>This machine has no such server and none can be had; tests that need it are skipped with this reason.</summary>
public sealed class ServerUnavailableException(string reason) : Exception(reason);

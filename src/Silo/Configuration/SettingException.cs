namespace Toast.Silo;

/// <summary>A setting that keeps the server from starting. The message names the key and never quotes a value that may hold a secret.</summary>
internal sealed class SettingException(string message) : Exception(message);

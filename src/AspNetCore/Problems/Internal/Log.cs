using System.Net;
using Microsoft.Extensions.Logging;

namespace Toast.AspNetCore;

/// <summary>What this package logs. Never data and never a key; event ids are stable.</summary>
internal static partial class Log
{
    [LoggerMessage(1, LogLevel.Error, "A request failed with an unexpected {Type}.\n{StackTrace}")]
    public static partial void RequestBroke(ILogger logger, string? type, string? stackTrace);

    [LoggerMessage(2, LogLevel.Information, "A request from {Address} was refused: its API key is not known")]
    public static partial void UnknownKey(ILogger logger, IPAddress? address);

    [LoggerMessage(3, LogLevel.Information, "The API keys have changed: {Count} are good now, of {Names}")]
    public static partial void KeysChanged(ILogger logger, int count, string names);

    [LoggerMessage(4, LogLevel.Warning, "The API keys stay as they were, since the settings cannot be used: {Problems}")]
    public static partial void KeysRefused(ILogger logger, string problems);
}

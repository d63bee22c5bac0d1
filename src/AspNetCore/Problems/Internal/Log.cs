using Microsoft.Extensions.Logging;

namespace Toast.AspNetCore;

/// <summary>What this package logs. Never data; event ids are stable.</summary>
internal static partial class Log
{
    [LoggerMessage(1, LogLevel.Error, "A request failed with an unexpected {Type}.\n{StackTrace}")]
    public static partial void RequestBroke(ILogger logger, string? type, string? stackTrace);
}

using Microsoft.Extensions.Logging;

namespace Toast;

/// <summary>The log messages of Core. Event ids are stable; a retired id is never used again. No message holds data or secrets.</summary>
internal static partial class Log
{
    [LoggerMessage(EventId = 1, Level = LogLevel.Debug, Message = "Store {Store}: attempt {Attempt} failed with {Code}, trying again")]
    public static partial void Retrying(ILogger logger, string store, int attempt, string? code);

    [LoggerMessage(EventId = 2, Level = LogLevel.Warning, Message = "Store {Store}: removing expired records failed with {Code}; they stay invisible")]
    public static partial void SweepFailed(ILogger logger, string store, string code);

    [LoggerMessage(EventId = 3, Message = "{Operation} of {ClassName}/{Id} at store {Store} failed with {Code}")]
    public static partial void OperationFailed(ILogger logger, LogLevel level, string operation, string? className, Guid? id, string? store, string code);

    [LoggerMessage(
        EventId = 4,
        Level = LogLevel.Warning,
        Message = "Model {Model} has a password written in its storage URL; move it to an environment variable and write ${{NAME}} in its place")]
    public static partial void PasswordInMark(ILogger logger, string model);

    [LoggerMessage(EventId = 5, Level = LogLevel.Warning, Message = "Store {Store} was closed while its backend still worked on operations")]
    public static partial void ClosedWhileBusy(ILogger logger, string store);

    [LoggerMessage(
        EventId = 6,
        Level = LogLevel.Warning,
        Message = "Store {Store} failed {Failures} times in a row, the last time with {Code}; it is left alone and tried again every {Seconds} s")]
    public static partial void CircuitOpened(ILogger logger, string store, int failures, string code, double seconds);

    [LoggerMessage(EventId = 7, Level = LogLevel.Information, Message = "Store {Store} answers again")]
    public static partial void CircuitClosed(ILogger logger, string store);

    [LoggerMessage(EventId = 8, Level = LogLevel.Information, Message = "Store {Store} is open")]
    public static partial void Opened(ILogger logger, string store);

    [LoggerMessage(EventId = 9, Level = LogLevel.Warning, Message = "Store {Store}: {Warning}")]
    public static partial void BackendWarns(ILogger logger, string store, string warning);

    [LoggerMessage(EventId = 10, Level = LogLevel.Warning, Message = "Store {Store} did not close cleanly ({Code}); what was acknowledged is stored")]
    public static partial void CloseFailed(ILogger logger, string store, string code);

    [LoggerMessage(
        EventId = 11,
        Level = LogLevel.Information,
        Message = "Store {Store}: this process may not remove expired records ({Code}), and leaves that to others; they stay invisible")]
    public static partial void SweepRefused(ILogger logger, string store, string code);
}

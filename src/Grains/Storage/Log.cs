using Microsoft.Extensions.Logging;

namespace Toast.Grains.Storage;

/// <summary>The log messages of grain storages. Event ids are stable. No message holds data or secrets.</summary>
internal static partial class Log
{
    [LoggerMessage(EventId = 201, Level = LogLevel.Information, Message = "Grain storage {Storage} is open on {Place}")]
    public static partial void Opened(ILogger logger, string storage, string place);

    [LoggerMessage(EventId = 202, Level = LogLevel.Debug, Message = "Grain storage {Storage}: {Operation} of a state failed with {Code}")]
    public static partial void Failed(ILogger logger, Exception cause, string storage, string operation, string code);

    [LoggerMessage(
        EventId = 203,
        Level = LogLevel.Warning,
        Message = "Grain storage {Storage} is on a backend that cannot compare versions ({Place}); with more than one silo, writes can be lost")]
    public static partial void CannotCompare(ILogger logger, string storage, string place);
}

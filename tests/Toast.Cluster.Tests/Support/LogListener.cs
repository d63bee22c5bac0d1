using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace Toast.Cluster.Tests.Support;

/// <summary>Takes down every line that is logged, at every level, with its parts, its scopes and its exceptions.</summary>
internal sealed class LogListener : ILogger
{
    private readonly ConcurrentQueue<string> said = new();

    public IReadOnlyCollection<string> Said => said;

    /// <summary>Listens to a host as well.</summary>
    public void Join(ILoggingBuilder logging) => logging.SetMinimumLevel(LogLevel.Trace).AddFilter((_, _) => true).AddProvider(new Ear(this));

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull
    {
        said.Enqueue($"{state}");
        return null;
    }

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        string parts = state is IEnumerable<KeyValuePair<string, object?>> pairs ? string.Join(' ', pairs.Select(part => $"{part.Key}={part.Value}")) : "";
        said.Enqueue($"{formatter(state, exception)} {parts} {exception}");
    }

    /// <summary>What a host disposes: the listener hears several, and outlives them.</summary>
    private sealed class Ear(LogListener listener) : ILoggerProvider
    {
        public ILogger CreateLogger(string categoryName) => listener;

        public void Dispose()
        {
        }
    }
}

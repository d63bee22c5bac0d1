using System.Diagnostics;
using System.Diagnostics.Metrics;
using Microsoft.Extensions.Logging;

namespace Toast;

/// <summary>
/// One verb being observed: a span, a duration, and one log line if it fails. Ids stand in spans and logs, never in metric tags. Costs nothing
/// to speak of while nobody listens.
/// </summary>
internal readonly struct Observed
{
    private const string Success = "ok";

    private static readonly Histogram<double> Duration =
        ToastTelemetry.Meter.CreateHistogram<double>(ToastTelemetry.OperationDuration, "s", "How long a dump, validate or other verb takes.");

    private readonly string operation;
    private readonly string? className;
    private readonly string? store;
    private readonly ILogger logger;
    private readonly Activity? activity;
    private readonly long started;

    private Observed(string operation, string? className, string? store, ILogger logger)
    {
        this.operation = operation;
        this.className = className;
        this.store = store;
        this.logger = logger;
        started = Stopwatch.GetTimestamp();
        activity = ToastTelemetry.Source.HasListeners() ? ToastTelemetry.Source.StartActivity($"toast.{operation}") : null;
    }

    public static Observed Start(string operation, string? className, string? store, ILogger logger) => new(operation, className, store, logger);

    /// <summary>Observes a verb that is not hot enough to mind a closure.</summary>
    public static async Task<T> RunAsync<T>(string operation, string? className, string? store, Guid? id, ILogger logger, Func<Task<T>> verb)
    {
        Observed observed = Start(operation, className, store, logger);
        try
        {
            T result = await verb().ConfigureAwait(false);
            observed.Succeeded(id);
            return result;
        }
        catch (Exception e)
        {
            observed.Failed(e, id);
            throw;
        }
    }

    /// <summary>Logs a failure that Toast hands to its caller.</summary>
    public static void LogFailure(ILogger logger, string operation, ExternalStorageException failure, string? className, Guid? id, string? store)
    {
        LogLevel level = LevelOf(failure);
        if (logger.IsEnabled(level))
        {
            Log.OperationFailed(logger, level, operation, failure.ClassName ?? className, failure.Id ?? id, failure.Store ?? store, failure.Code);
        }
    }

    /// <param name="id">The id of the record.</param>
    /// <param name="foundStore">The store, where it was not known at the start.</param>
    public void Succeeded(Guid? id, string? foundStore = null) => End(Success, id, foundStore ?? store);

    public void Failed(Exception failure, Guid? id)
    {
        string code = failure switch
        {
            ExternalStorageException e => e.Code,
            OperationCanceledException => "cancelled",
            _ => "error",
        };
        if (failure is ExternalStorageException known)
        {
            // Logged once, here, where Toast gives up; the exception itself goes to the caller.
            LogFailure(logger, operation, known, className, id, store);
        }

        activity?.SetStatus(ActivityStatusCode.Error, code);
        End(code, id, store ?? (failure as ExternalStorageException)?.Store);
    }

    /// <summary>What a caller may run into any day is no alarm for whoever runs the host, or a bad client could fill the log with errors.</summary>
    private static LogLevel LevelOf(ExternalStorageException failure) => failure switch
    {
        RecordNotFoundException or ConcurrencyException => LogLevel.Information,
        StorageValidationException
        {
            Code: not (ErrorCodes.CorruptRecord or ErrorCodes.StoredDataInvalid or ErrorCodes.StoreIncompatible
            or ErrorCodes.SchemaTooNew or ErrorCodes.SchemaNoUpgrader or ErrorCodes.DanglingReference)
        } => LogLevel.Information,
        _ => LogLevel.Error,
    };

    /// <summary>A class name that nobody knows here came from outside; as a metric tag it would let a client make series without end.</summary>
    private static bool IsForeignName(string outcome) => outcome is ErrorCodes.UnknownClass or ErrorCodes.ClassMismatch;

    private void End(string outcome, Guid? id, string? usedStore)
    {
        if (Duration.Enabled)
        {
            Duration.Record(
                Stopwatch.GetElapsedTime(started).TotalSeconds,
                new TagList
                {
                    { "toast.class", IsForeignName(outcome) ? null : className }, { "toast.store", usedStore }, { "toast.operation", operation }, { "toast.outcome", outcome },
                });
        }

        if (activity is not null)
        {
            activity.SetTag("toast.class", className).SetTag("toast.store", usedStore).SetTag("toast.operation", operation)
                .SetTag("toast.outcome", outcome).SetTag("toast.id", id?.ToString("D"));
            activity.Dispose();
        }
    }
}

using Polly;
using Polly.Retry;

namespace Toast.Engine;

/// <summary>The retries of one store: exponential pauses with jitter, only for failures that may pass.</summary>
internal sealed class RetryPipelines
{
    public RetryPipelines(EngineOptions options, TimeProvider time, bool recognisesWrites, Action<int, Exception> onRetry)
    {
        Reads = Build(options, time, onRetry, BackendFailure.MayPassWhenRecognised);
        Writes = Build(options, time, onRetry, recognisesWrites ? BackendFailure.MayPassWhenRecognised : BackendFailure.MayPass);
        Deletes = Build(options, time, onRetry, BackendFailure.MayPass);
    }

    public ResiliencePipeline Reads { get; }

    public ResiliencePipeline Writes { get; }

    public ResiliencePipeline Deletes { get; }

    private static ResiliencePipeline Build(EngineOptions options, TimeProvider time, Action<int, Exception> onRetry, Func<Exception, bool> mayPass)
    {
        if (options.MaxRetries == 0)
        {
            return ResiliencePipeline.Empty;
        }

        return new ResiliencePipelineBuilder { TimeProvider = time }
            .AddRetry(new RetryStrategyOptions
            {
                ShouldHandle = arguments => ValueTask.FromResult(arguments.Outcome.Exception is { } e && mayPass(e)),
                MaxRetryAttempts = options.MaxRetries,
                Delay = options.RetryDelay,
                BackoffType = DelayBackoffType.Exponential,
                UseJitter = true,
                OnRetry = arguments =>
                {
                    onRetry(arguments.AttemptNumber + 1, arguments.Outcome.Exception!);
                    return ValueTask.CompletedTask;
                },
            })
            .Build();
    }
}

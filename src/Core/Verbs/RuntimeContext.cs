using Microsoft.Extensions.Logging;
using Toast.Data;
using Toast.Engine;
using Toast.Registry;

namespace Toast.Verbs;

/// <summary>What every verb needs.</summary>
internal sealed record RuntimeContext(
    IToast Toast, ModelRegistry Models, StoreSource Stores, EngineOptions Options, JsonLimits Limits, TimeProvider Time, ILogger Logger)
{
    /// <summary>The deadline of a call that begins now.</summary>
    public Deadline DeadlineFor(TimeSpan? timeout)
    {
        if (timeout is { } own)
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(own, TimeSpan.FromMilliseconds(1), nameof(timeout));
            ArgumentOutOfRangeException.ThrowIfGreaterThan(own, TimeSpan.FromDays(1), nameof(timeout));
        }

        return Deadline.After(Time, timeout ?? Options.OperationTimeout);
    }
}

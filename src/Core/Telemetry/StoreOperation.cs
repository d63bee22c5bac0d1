using System.Diagnostics;

namespace Toast;

/// <summary>One operation on a store that is being observed; empty while nobody listens.</summary>
internal readonly struct StoreOperation(StoreTelemetry? telemetry, string name, Activity? span, long started)
{
    public string Name => name;

    public Activity? Span => span;

    public long Started => started;

    public void Succeeded() => telemetry?.End(this, null);

    public void Failed(Exception failure) =>
        telemetry?.End(this, failure is ExternalStorageException known ? known.Code : failure.GetType().FullName);
}

namespace Toast.Client.Failures;

/// <summary>Everything that one of Toast's exceptions says. Stack traces stay where they are.</summary>
[GenerateSerializer, Immutable, Alias("toast.Failure")]
internal struct FailureSurrogate
{
    [Id(0)]
    public string Code;

    [Id(1)]
    public string Message;

    [Id(2)]
    public string? Store;

    [Id(3)]
    public string? ClassName;

    [Id(4)]
    public Guid? RecordId;

    [Id(5)]
    public bool OutcomeUnknown;

    [Id(6)]
    public long ExpectedVersion;

    [Id(7)]
    public long ActualVersion;

    [Id(8)]
    public string? MemberPath;

    [Id(9)]
    public string[]? MemberPaths;

    [Id(10)]
    public string? Expected;

    [Id(11)]
    public string? Actual;

    [Id(12)]
    public WireCause? Cause;

    public static FailureSurrogate Of(ExternalStorageException failure) => new()
    {
        Code = failure.Code,
        Message = failure.Message,
        Store = failure.Store,
        ClassName = failure.ClassName,
        RecordId = failure.Id,
        Cause = WireCause.Of(failure.InnerException),
    };

    public readonly Exception? Inner => Cause?.ToException();
}

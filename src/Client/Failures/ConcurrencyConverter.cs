namespace Toast.Client.Failures;

/// <summary>Takes a <see cref="ConcurrencyException"/> across the wire.</summary>
[RegisterConverter]
internal sealed class ConcurrencyConverter : IConverter<ConcurrencyException, FailureSurrogate>
{
    public ConcurrencyException ConvertFromSurrogate(in FailureSurrogate surrogate) => new(surrogate.Message, surrogate.Inner)
    {
        ExpectedVersion = surrogate.ExpectedVersion,
        ActualVersion = surrogate.ActualVersion,
        Store = surrogate.Store,
        ClassName = surrogate.ClassName,
        Id = surrogate.RecordId,
    };

    public FailureSurrogate ConvertToSurrogate(in ConcurrencyException value) =>
        FailureSurrogate.Of(value) with { ExpectedVersion = value.ExpectedVersion, ActualVersion = value.ActualVersion };
}

namespace Toast.Client.Failures;

/// <summary>Takes a <see cref="StorageConnectionException"/> across the wire.</summary>
[RegisterConverter]
internal sealed class ConnectionFailureConverter : IConverter<StorageConnectionException, FailureSurrogate>
{
    public StorageConnectionException ConvertFromSurrogate(in FailureSurrogate surrogate) =>
        new(surrogate.Code, surrogate.Message, surrogate.Inner)
        {
            OutcomeUnknown = surrogate.OutcomeUnknown,
            Store = surrogate.Store,
            ClassName = surrogate.ClassName,
            Id = surrogate.RecordId,
        };

    public FailureSurrogate ConvertToSurrogate(in StorageConnectionException value) =>
        FailureSurrogate.Of(value) with { OutcomeUnknown = value.OutcomeUnknown };
}

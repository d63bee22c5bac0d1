namespace Toast.Client.Failures;

/// <summary>Takes a failure of the base type across the wire.</summary>
[RegisterConverter]
internal sealed class StorageFailureConverter : IConverter<ExternalStorageException, FailureSurrogate>
{
    public ExternalStorageException ConvertFromSurrogate(in FailureSurrogate surrogate) =>
        new(surrogate.Code, surrogate.Message, surrogate.Inner)
        {
            Store = surrogate.Store,
            ClassName = surrogate.ClassName,
            Id = surrogate.RecordId,
        };

    public FailureSurrogate ConvertToSurrogate(in ExternalStorageException value) => FailureSurrogate.Of(value);
}
